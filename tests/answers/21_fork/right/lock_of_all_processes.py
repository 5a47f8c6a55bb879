# A lock that all processes share: who holds it in one process releases it for all. While it is
# held nobody else writes, so a line may be written in two parts.
import itertools
import multiprocessing
import os
import sys
import threading

context = multiprocessing.get_context("fork")
log_lock = context.Lock()


def log(path, text):
    with log_lock:
        with open(path, "a", encoding="utf-8") as file:
            print(os.getpid(), end=" ", file=file, flush=True)
            print(text, file=file)


def keep_alive(path, stop):
    for number in itertools.count(1):
        log(path, f"alive {number}")
        if stop.wait(0.01):
            break
    log(path, f"end after {number}")


def work(path, worker, steps):
    for step in range(1, steps + 1):
        log(path, f"worker {worker} step {step}")


def main(path, workers, steps):
    stop = threading.Event()
    logger = threading.Thread(target=keep_alive, args=(path, stop), name="logger")
    logger.start()

    processes = []
    for worker in range(1, workers + 1):
        process = context.Process(target=work, args=(path, worker, steps))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()

    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
