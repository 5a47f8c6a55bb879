# as it is: rejected: subprocess.run of what cannot be read
import itertools
import multiprocessing
import os
import subprocess
import sys
import threading
import time

pin = os.path.join(os.environ.get("PYTHONPATH", ""), os.pardir)

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
    logger = threading.Thread(target=keep_alive, args=(path, stop), name="logger")
    logger.start()

    context = multiprocessing.get_context("fork")
    processes = []
    for worker in range(1, workers + 1):
        process = context.Process(target=work, args=(path, worker, steps))
        time.sleep(0.005)
        process.start()
        processes.append(process)
    for process in processes:
        process.join()

    stop.set()
    logger.join()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        subprocess.run([sys.executable, pin, "pinned", __file__, *sys.argv[1:], "again"], check=True)
    else:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
