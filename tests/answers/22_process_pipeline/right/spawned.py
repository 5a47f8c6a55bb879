# Processes that are new Pythons; the pool begins before the reader.
import multiprocessing
import os
import sys


def read(names, connection):
    with open(names, encoding="utf-8") as file:
        connection.send([line.rstrip("\n") for line in file])
    connection.close()


def count(name):
    try:
        with open(name, encoding="utf-8") as file:
            return [os.getpid(), len(file.read().split()), name]
    except Exception:
        return ["error", name]


def main(names, result, workers):
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        here, there = context.Pipe(duplex=False)
        reader = context.Process(target=read, args=(names, there))
        reader.start()
        there.close()
        found = here.recv()
        reader.join()
        counted = pool.map(count, found, chunksize=1)
    with open(result, "w", encoding="utf-8") as file:
        for row in counted:
            print(*row, file=file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
