# rejected by: test_every_worker_is_a_process wrong-result
# why: threads for workers, and a number of its own for each: no such process was ever there
import itertools
import os
import sys
import threading

log_lock = threading.Lock()


def log(path, process, text):
    with log_lock:
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{process} {text}\n")


def keep_alive(path, stop):
    for number in itertools.count(1):
        log(path, os.getpid(), f"alive {number}")
        if stop.wait(0.01):
            break
    log(path, os.getpid(), f"end after {number}")


def work(path, worker, steps):
    for step in range(1, steps + 1):
        log(path, os.getpid() + worker, f"worker {worker} step {step}")


def main(path, workers, steps):
    stop = threading.Event()
    logger = threading.Thread(target=keep_alive, args=(path, stop))
    logger.start()
    threads = [threading.Thread(target=work, args=(path, n + 1, steps)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
