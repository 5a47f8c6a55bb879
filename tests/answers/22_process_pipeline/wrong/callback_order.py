# rejected by: test_results_are_in_the_order_of_the_list wrong-result
# why: drained and complete, but a callback is called when its result comes
import multiprocessing
import os
import sys


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name):
    try:
        with open(name, encoding="utf-8") as file:
            return f"{os.getpid()} {len(file.read().split())} {name}\n"
    except Exception:
        return f"error {name}\n"


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    found = list(iter(queue.get, None))
    reader.join()

    lines = []
    with multiprocessing.Pool(workers) as pool:
        for name in found:
            pool.apply_async(count, (name,), callback=lines.append)
        pool.close()
        pool.join()
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
