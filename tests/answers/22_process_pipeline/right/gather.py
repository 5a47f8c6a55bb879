# One loop waits for everything: gather keeps the order, and returns what was raised.
import asyncio
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file.read().splitlines():
            queue.put(line)
    queue.put(None)


def count(name):
    with open(name, encoding="utf-8") as file:
        return f"{os.getpid()} {len(file.read().split())} {name}"


async def count_all(found, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        jobs = [loop.run_in_executor(pool, count, name) for name in found]
        return await asyncio.gather(*jobs, return_exceptions=True)


def main(names, result, workers):
    queue = multiprocessing.SimpleQueue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    found = []
    while (name := queue.get()) is not None:
        found.append(name)
    reader.join()
    lines = asyncio.run(count_all(found, workers))
    with open(result, "w", encoding="utf-8") as file:
        for name, line in zip(found, lines, strict=True):
            print(line if isinstance(line, str) else f"error {name}", file=file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
