# rejected by: test_the_program_comes_to_an_end deadlock
# why: logging makes its own locks anew in a child, but not the one inside the file
"""Work done by several processes, and one log of it all: python fork.py LOG WORKERS STEPS"""

import itertools
import multiprocessing
import os
import sys
import threading

import logging



def log(path: str, text: str) -> None:
    """Append a line to the log: the number of the process, then the text."""
    logging.info(text)


def keep_alive(path: str, stop: threading.Event) -> None:
    """Log again and again that the program is alive, until it is told to stop."""
    for number in itertools.count(1):
        log(path, f"alive {number}")
        if stop.wait(0.01):
            break
    log(path, f"end after {number}")


def work(path: str, worker: int, steps: int) -> None:
    """Do what one worker has to do, and log each step."""
    for step in range(1, steps + 1):
        log(path, f"worker {worker} step {step}")


def main(path: str, workers: int, steps: int) -> None:
    logging.basicConfig(filename=path, level=logging.INFO, format="%(process)d %(message)s")
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
    if len(sys.argv) == 4:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        print(__doc__)
