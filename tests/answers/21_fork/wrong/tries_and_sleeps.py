# rejected by: test_the_program_comes_to_an_end wrong-result
# why: tries to take the lock again and again instead of waiting for it: each worker waits in vain all the same
import itertools
import multiprocessing
import os
import sys
import threading
import time

log_lock = threading.Lock()


def log(path, text):
    for _ in range(50):
        got = log_lock.acquire(blocking=False)
        if got:
            break
        time.sleep(0.002)
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {text}\n")
    if got:
        log_lock.release()


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

    context = multiprocessing.get_context("fork")
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
