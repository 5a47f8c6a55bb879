# rejected by: test_the_program_comes_to_an_end deadlock
# why: the lock is of all processes, but not the one inside the file, which is copied as it is amid a write
"""Work done by several processes, and one log of it all: python fork.py LOG WORKERS STEPS"""

from typing import TextIO
import itertools
import multiprocessing
import os
import sys
import threading

log_lock = multiprocessing.Lock()  # one line after the other, for all processes


def log(file: TextIO, text: str) -> None:
    """Append a line to the log: the number of the process, then the text."""
    with log_lock:
        file.write(f"{os.getpid()} {text}\n")
        file.flush()


def keep_alive(file: TextIO, stop: threading.Event) -> None:
    """Log again and again that the program is alive, until it is told to stop."""
    for number in itertools.count(1):
        log(file, f"alive {number}")
        if stop.wait(0.01):
            break
    log(file, f"end after {number}")


def work(file: TextIO, worker: int, steps: int) -> None:
    """Do what one worker has to do, and log each step."""
    for step in range(1, steps + 1):
        log(file, f"worker {worker} step {step}")


def main(path: str, workers: int, steps: int) -> None:
    file = open(path, "a", encoding="utf-8")
    stop = threading.Event()
    logger = threading.Thread(target=keep_alive, args=(file, stop), name="logger")
    logger.start()

    context = multiprocessing.get_context("fork")
    processes = []
    for worker in range(1, workers + 1):
        process = context.Process(target=work, args=(file, worker, steps))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()

    stop.set()
    logger.join()
    file.close()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        print(__doc__)
