# rejected by: test_every_step_is_logged wrong-result
# why: no lock is needed for a line that is written in one go, but this one is written in two
import itertools
import multiprocessing
import os
import sys
import threading


def log(path, text):
    with open(path, "ab", buffering=0) as file:
        file.write(b"%d " % os.getpid())
        file.write(text.encode() + b"\n")


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
    processes = [
        multiprocessing.Process(target=work, args=(path, number + 1, steps))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    logger.start()
    for process in processes:
        process.join()
    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
