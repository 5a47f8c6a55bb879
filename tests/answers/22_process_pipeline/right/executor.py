# No reader at all: to read a list is quick. An executor's futures keep order and errors.
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def count(name):
    return os.getpid(), len(Path(name).read_text(encoding="utf-8").split())


def main(names, result, workers):
    found = Path(names).read_text(encoding="utf-8").splitlines()
    with ProcessPoolExecutor(workers) as pool, open(result, "w", encoding="utf-8") as file:
        for name, future in [(name, pool.submit(count, name)) for name in found]:
            if future.exception() is None:
                process, words = future.result()
                file.write(f"{process} {words} {name}\n")
            else:
                file.write(f"error {name}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
