# No pool: workers with a queue of tasks and a queue of results, each with its number.
import multiprocessing
import os
import sys


def read(names, tasks, workers):
    with open(names, encoding="utf-8") as file:
        for number, line in enumerate(file):
            tasks.put((number, line.rstrip("\n")))
    for _ in range(workers):
        tasks.put(None)


def work(tasks, results):
    for number, name in iter(tasks.get, None):
        try:
            with open(name, encoding="utf-8") as file:
                results.put((number, f"{os.getpid()} {len(file.read().split())} {name}\n"))
        except (OSError, ValueError):
            results.put((number, f"error {name}\n"))
    results.put(None)


def main(names, result, workers):
    tasks, results = multiprocessing.Queue(), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=read, args=(names, tasks, workers))]
    for _ in range(workers):
        processes.append(multiprocessing.Process(target=work, args=(tasks, results)))
    for process in processes:
        process.start()
    lines = [line for _ in range(workers) for line in iter(results.get, None)]
    for process in processes:
        process.join()
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(line for _, line in sorted(lines))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
