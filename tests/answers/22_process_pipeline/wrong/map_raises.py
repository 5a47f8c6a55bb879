# rejected by: test_errors_are_told exception
# why: map raises the first error, and all results are lost
import multiprocessing
import os
import sys


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name):
    with open(name, encoding="utf-8") as file:
        return f"{os.getpid()} {len(file.read().split())} {name}\n"


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    found = list(iter(queue.get, None))
    reader.join()

    with multiprocessing.Pool(workers) as pool:
        lines = pool.map(count, found, chunksize=1)
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
