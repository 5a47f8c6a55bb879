"""Count the words of files, several at a time: python words.py LIST RESULT WORKERS"""

import multiprocessing
import os
import sys


def read(names: str, queue) -> None:
    """Put the name of every file into the queue, then None."""
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    with open(name, encoding="utf-8") as file:
        words = len(file.read().split())
    return f"{os.getpid()} {words} {name}\n"


def main(names: str, result: str, workers: int) -> None:
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    reader.join()

    lines = []
    with multiprocessing.Pool(workers) as pool:
        while (name := queue.get()) is not None:
            pool.apply_async(count, (name,), callback=lines.append)
        pool.close()
        pool.join()

    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
