# Each worker is a program of its own: the same file, called with another command line.
import itertools
import os
import subprocess
import sys
import threading

log_lock = threading.Lock()


def log(path, text):
    with log_lock:
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
    logger.start()
    programs = [
        subprocess.Popen([sys.executable, __file__, path, str(worker), str(steps), "work"])
        for worker in range(1, workers + 1)
    ]
    for program in programs:
        program.wait()
    stop.set()
    logger.join()


if __name__ == "__main__":
    job = work if sys.argv[4:] == ["work"] else main
    job(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
