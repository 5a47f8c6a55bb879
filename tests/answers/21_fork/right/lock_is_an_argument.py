# Whoever writes is given a log; a worker makes its own, and nothing is global.
import multiprocessing
import os
import sys
import threading


class Log:
    def __init__(self, path):
        self.path = path
        self.lock = threading.RLock()

    def write(self, text):
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            print(os.getpid(), text, file=file)


class Logger(threading.Thread):
    def __init__(self, log):
        super().__init__()
        self.log = log
        self.stop = threading.Event()
        self.count = 0

    def run(self):
        while self.count == 0 or not self.stop.is_set():
            self.count += 1
            self.log.write(f"alive {self.count}")
            self.stop.wait(0.005)
        self.log.write(f"end after {self.count}")


def work(path, worker, steps):
    log = Log(path)
    for step in range(1, steps + 1):
        log.write(f"worker {worker} step {step}")


def main(path, workers, steps):
    logger = Logger(Log(path))
    logger.start()
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=work, args=(path, n + 1, steps)) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    logger.stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
