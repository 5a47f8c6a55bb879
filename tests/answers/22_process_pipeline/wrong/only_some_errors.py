# rejected by: test_errors_are_told exception
# why: catches what opening and decoding raise, and a name may be wrong in another way
import multiprocessing
import os
import sys


def count(name: str) -> str:
    try:
        with open(name, encoding="utf-8") as file:
            words = len(file.read().split())
    except (OSError, UnicodeDecodeError):
        return f"error {name}\n"
    return f"{os.getpid()} {words} {name}\n"


def main(names: str, result: str, workers: int) -> None:
    with open(names, encoding="utf-8") as file:
        todo = [line.rstrip("\n") for line in file]
    with multiprocessing.Pool(workers) as pool:
        lines = pool.map(count, todo, chunksize=1)
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
