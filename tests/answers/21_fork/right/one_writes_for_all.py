# The workers send their lines to the logger, which is the only one that writes.
import multiprocessing
import os
import queue
import sys
import threading


def keep_log(path, lines):
    alive = 0
    with open(path, "a", encoding="utf-8") as file:
        while True:
            try:
                line = lines.get(timeout=0.01)
            except queue.Empty:
                line = ""
            if line is None:
                break
            if line:
                file.write(line)
            if not line or alive == 0:
                alive += 1
                file.write(f"{os.getpid()} alive {alive}\n")
            file.flush()
        file.write(f"{os.getpid()} end after {alive}\n")


def work(lines, worker, steps):
    for step in range(1, steps + 1):
        lines.put(f"{os.getpid()} worker {worker} step {step}\n")


def main(path, workers, steps):
    context = multiprocessing.get_context("fork")
    lines = context.Queue()
    logger = threading.Thread(target=keep_log, args=(path, lines))
    logger.start()
    processes = [
        context.Process(target=work, args=(lines, worker, steps))
        for worker in range(1, workers + 1)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    lines.put("")
    lines.put(None)
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
