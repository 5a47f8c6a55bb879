# rejected by: test_files_are_counted_at_the_same_time wrong-result
# why: with one end of the list for each worker, the first one is taken for the last to be done
import multiprocessing
import os
import sys


def read(names: str, queue, workers: int) -> None:
    """Put the name of every file into the queue, then None."""
    with open(names, encoding="utf-8") as file:
        for number, line in enumerate(file):
            queue.put((number, line.rstrip("\n")))
    for _ in range(workers):
        queue.put(None)


def count(name: str) -> str:
    try:
        with open(name, encoding="utf-8") as file:
            words = len(file.read().split())
    except Exception:
        return f"error {name}\n"
    return f"{os.getpid()} {words} {name}\n"


def work(queue, lines) -> None:
    while (item := queue.get()) is not None:
        number, name = item
        lines[number] = count(name)


def main(names: str, result: str, workers: int) -> None:
    queue = multiprocessing.Queue(100)
    with multiprocessing.Manager() as manager:
        lines = manager.dict()
        reader = multiprocessing.Process(target=read, args=(names, queue, workers))
        counters = [
            multiprocessing.Process(target=work, args=(queue, lines), daemon=True)
            for _ in range(workers)
        ]
        for process in [reader, *counters]:
            process.start()
        reader.join()
        counters[0].join()
        with open(result, "w", encoding="utf-8") as file:
            file.writelines(lines[number] for number in sorted(lines.keys()))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
