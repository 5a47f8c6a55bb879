# as it is: failed: RESULT says which process has counted
import multiprocessing
import sys
import threading
from multiprocessing.pool import ThreadPool


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name):
    try:
        with open(name, encoding="utf-8") as file:
            return f"{threading.get_native_id()} {len(file.read().split())} {name}\n"
    except Exception:
        return f"error {name}\n"


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    found = list(iter(queue.get, None))
    reader.join()

    with ThreadPool(workers) as pool:
        lines = pool.map(count, found, chunksize=1)
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
