# rejected by: test_every_step_is_logged wrong-result
# why: the lock is of all processes, and every line is written at once; but a fork in between copies what is in the buffer
"""Work done by several processes, and one log of it all: python fork.py LOG WORKERS STEPS"""

import io
import itertools
import multiprocessing
import os
import sys
import threading

log_lock = multiprocessing.Lock()  # one line after the other, for all processes


unwritten: list[str] = []


def log(file: io.FileIO, text: str) -> None:
    """Append a line to the log: the number of the process, then the text."""
    with log_lock:
        unwritten.append(f"{os.getpid()} {text}\n")
        file.write("".join(unwritten).encode())
        unwritten.clear()


def keep_alive(file: io.FileIO, stop: threading.Event) -> None:
    """Log again and again that the program is alive, until it is told to stop."""
    for number in itertools.count(1):
        log(file, f"alive {number}")
        if stop.wait(0.01):
            break
    log(file, f"end after {number}")


def work(file: io.FileIO, worker: int, steps: int) -> None:
    """Do what one worker has to do, and log each step."""
    for step in range(1, steps + 1):
        log(file, f"worker {worker} step {step}")


def main(path: str, workers: int, steps: int) -> None:
    file = open(path, "ab", buffering=0)
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
