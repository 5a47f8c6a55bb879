# rejected by: test_the_logger_is_complete wrong-result
# why: the logger is a daemon that is told to stop, but nobody waits until it has said it is alive
"""Work done by several processes, and one log of it all: python fork.py LOG WORKERS STEPS"""

import itertools
import multiprocessing
import os
import sys
import threading

log_lock = threading.Lock()  # one line after the other


def log(path: str, text: str) -> None:
    """Append a line to the log: the number of the process, then the text."""
    with log_lock:
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {text}\n")


alive = 0


def keep_alive(path: str, stop: threading.Event) -> None:
    """Log again and again that the program is alive, until it is told to stop."""
    global alive
    while not stop.is_set():
        alive += 1
        log(path, f"alive {alive}")
        stop.wait(0.01)


def main(path: str, workers: int, steps: int) -> None:
    processes = [
        multiprocessing.Process(target=work, args=(path, worker, steps))
        for worker in range(1, workers + 1)
    ]
    for process in processes:
        process.start()

    stop = threading.Event()
    logger = threading.Thread(target=keep_alive, args=(path, stop), name="logger", daemon=True)
    logger.start()
    for process in processes:
        process.join()
    stop.set()
    log(path, f"end after {alive}")


def work(path: str, worker: int, steps: int) -> None:
    """Do what one worker has to do, and log each step."""
    for step in range(1, steps + 1):
        log(path, f"worker {worker} step {step}")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        print(__doc__)
