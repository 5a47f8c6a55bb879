# rejected by: test_every_worker_is_a_process wrong-result
# why: forked in time, and as many processes as workers, but one that is quick does the work of two
import itertools
import os
import sys
import threading
from multiprocessing import get_context

log_lock = threading.Lock()


def log(path, text):
    with log_lock, open(path, "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {text}\n")


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
    logger = threading.Thread(target=keep_alive, args=(path, stop))
    with get_context("fork").Pool(workers) as pool:
        logger.start()
        tasks = ((path, worker, steps) for worker in range(1, workers + 1))
        pool.starmap(work, tasks, chunksize=1)
    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
