# The logger stands still, without the lock, while a process is started.
import itertools
import multiprocessing
import os
import sys
import threading

log_lock = threading.Lock()
pause = threading.Condition()
wanted = parked = False


def log(path, text):
    with log_lock:
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {text}\n")


def keep_alive(path, stop):
    global parked
    for number in itertools.count(1):
        with pause:
            parked = True
            pause.notify_all()
            pause.wait_for(lambda: not wanted)
            parked = False
        log(path, f"alive {number}")
        if stop.wait(0.01):
            break
    log(path, f"end after {number}")


def start(process):
    global wanted
    with pause:
        wanted = True
        pause.wait_for(lambda: parked)
    process.start()
    with pause:
        wanted = False
        pause.notify_all()


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
        start(process)
        processes.append(process)
    for process in processes:
        process.join()

    stop.set()
    logger.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
