# rejected by: test_the_logger_is_complete wrong-result
# why: without a thread nothing can hang, and the main program is alive before it waits, but not meanwhile
import multiprocessing
import os
import sys


def log(path, text):
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {text}\n")


def work(path, worker, steps):
    for step in range(1, steps + 1):
        log(path, f"worker {worker} step {step}")


def main(path, workers, steps):
    processes = []
    for worker in range(1, workers + 1):
        process = multiprocessing.Process(target=work, args=(path, worker, steps))
        process.start()
        processes.append(process)
    log(path, "alive 1")
    for process in processes:
        process.join()
    log(path, "end after 1")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
