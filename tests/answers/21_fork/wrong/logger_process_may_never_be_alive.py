# rejected by: test_the_logger_is_complete wrong-result
# why: a process of its own for the logger; but it asks first whether it is to stop, and may come late
# rejected by: test_the_logger_is_complete wrong-result
# why: a loop that asks first writes nothing if all is done before its thread comes to begin
"""Work done by several processes, and one log of it all: python fork.py LOG WORKERS STEPS"""

import itertools
import multiprocessing
import os
import sys
import threading

log_lock = multiprocessing.Lock()  # one line after the other


def log(path: str, text: str) -> None:
    """Append a line to the log: the number of the process, then the text."""
    with log_lock:
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {text}\n")


def keep_alive(path: str, stop: threading.Event) -> None:
    """Log again and again that the program is alive, until it is told to stop."""
    number = 0
    while not stop.is_set():
        number += 1
        log(path, f"alive {number}")
        stop.wait(0.01)
    log(path, f"end after {number}")


def work(path: str, worker: int, steps: int) -> None:
    """Do what one worker has to do, and log each step."""
    for step in range(1, steps + 1):
        log(path, f"worker {worker} step {step}")


def main(path: str, workers: int, steps: int) -> None:
    stop = multiprocessing.Event()
    processes = []
    for worker in range(1, workers + 1):
        process = multiprocessing.Process(target=work, args=(path, worker, steps))
        process.start()
        processes.append(process)
    logger = multiprocessing.Process(target=keep_alive, args=(path, stop), name="logger")
    logger.start()
    for process in processes:
        process.join()
    stop.set()
    logger.join()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
