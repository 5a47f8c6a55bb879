# rejected by: test_results_are_in_the_order_of_the_list wrong-result
# why: shares the files out beforehand, so that one which takes long keeps others waiting
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


def count_all(names):
    return [count(name) for name in names]


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    found = list(iter(queue.get, None))
    reader.join()

    shares = [found[start::workers] for start in range(workers)]
    with multiprocessing.Pool(workers) as pool:
        counted = pool.map(count_all, shares, chunksize=1)
    lines = [counted[i % workers][i // workers] for i in range(len(found))]
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
