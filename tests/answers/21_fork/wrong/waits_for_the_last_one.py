# rejected by: test_the_logger_is_complete wrong-result
# why: join() stands behind the loop, so only the worker that was started last is waited for
import itertools
import multiprocessing
import os
import sys
import threading


def log(path, text):
    with open(path, "a", encoding="utf-8") as file:
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
    spawn = multiprocessing.get_context("spawn")
    logger.start()
    for worker in range(1, workers + 1):
        process = spawn.Process(target=work, args=(path, worker, steps))
        process.start()
    process.join()
    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
