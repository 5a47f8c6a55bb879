# A generator feeds the pool, and imap gives the results in its order.
import multiprocessing
import os
import sys
from functools import partial


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name):
    try:
        with open(name, encoding="utf-8") as file:
            return f"{os.getpid()} {len(file.read().split())} {name}"
    except (OSError, UnicodeDecodeError):
        return f"error {name}"


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    with multiprocessing.Pool(workers) as pool, open(result, "w", encoding="utf-8") as file:
        for line in pool.imap(count, iter(partial(queue.get), None)):
            print(line, file=file)
    reader.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
