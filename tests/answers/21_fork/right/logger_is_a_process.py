# The logger is a process too: there are no threads at all.
import itertools
import multiprocessing
import os
import sys


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
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    logger = context.Process(target=keep_alive, args=(path, stop))
    processes = [
        context.Process(target=work, args=(path, worker, steps)) for worker in range(1, workers + 1)
    ]
    for process in [logger, *processes]:
        process.start()
    for process in processes:
        process.join()
    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
