# rejected by: test_the_program_comes_to_an_end deadlock
# why: a queue.Queue belongs to one process: the child has a copy of it, with a lock that is taken
import multiprocessing
import os
import queue
import sys
import threading

lines = queue.Queue()


def keep_log(path):
    alive = 0
    with open(path, "a", encoding="utf-8") as file:
        while True:
            try:
                line = lines.get(timeout=0.01)
            except queue.Empty:
                alive += 1
                line = f"{os.getpid()} alive {alive}\n"
            if line is None:
                break
            file.write(line)
        file.write(f"{os.getpid()} end after {alive}\n")


def work(worker, steps):
    for step in range(1, steps + 1):
        lines.put(f"{os.getpid()} worker {worker} step {step}\n")


def main(path, workers, steps):
    logger = threading.Thread(target=keep_log, args=(path,))
    logger.start()
    context = multiprocessing.get_context("fork")
    processes = [
        context.Process(target=work, args=(worker, steps)) for worker in range(1, workers + 1)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    lines.put(None)
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
