# A server process keeps a list with a place for each result, and the workers fill it in.
import multiprocessing
import os
import sys


def work(lines, names, next_number):
    while True:
        with next_number.get_lock():
            number = next_number.value
            next_number.value += 1
        if number >= len(names):
            return
        try:
            with open(names[number], encoding="utf-8") as file:
                words = len(file.read().split())
            lines[number] = f"{os.getpid()} {words} {names[number]}\n"
        except Exception:
            lines[number] = f"error {names[number]}\n"


def main(names, result, workers):
    with open(names, encoding="utf-8") as file:
        found = file.read().splitlines()
    next_number = multiprocessing.Value("i", 0)
    with multiprocessing.Manager() as manager:
        lines = manager.list([""] * len(found))
        processes = [
            multiprocessing.Process(target=work, args=(lines, found, next_number))
            for _ in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        with open(result, "w", encoding="utf-8") as file:
            file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
