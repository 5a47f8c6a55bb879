# rejected by: test_every_worker_is_a_process wrong-result
# why: the processes are there and do nothing; the main program does all the work, and writes their numbers
import multiprocessing
import os
import sys
import threading

lock = threading.Lock()
def log(path, number, text):
    with lock, open(path, "a", encoding="utf-8") as file:
        file.write(f"{number} {text}\n")
def work(path, number, worker, steps):
    for step in range(1, steps + 1):
        log(path, number, f"worker {worker} step {step}")
def nothing():
    pass
def main(path, workers, steps):
    done = threading.Event()
    def logger():
        n = 0
        while True:
            n += 1
            log(path, os.getpid(), f"alive {n}")
            if done.wait(0.02):
                break
        log(path, os.getpid(), f"end after {n}")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=nothing) for _ in range(workers)]
    for process in processes:
        process.start()
    logging = threading.Thread(target=logger)
    logging.start()
    for worker, process in enumerate(processes, 1):
        work(path, process.pid, worker, steps)
    for process in processes:
        process.join()
    done.set()
    logging.join()
if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
