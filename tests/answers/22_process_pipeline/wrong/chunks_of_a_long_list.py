# rejected by: test_results_are_in_the_order_of_the_list wrong-result
# why: imap hands out several files at a time when the list is long: they wait for the first of them
"""Count the words of files, several at a time: python words.py LIST RESULT WORKERS"""

import multiprocessing
import os
import sys


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    try:
        with open(name, encoding="utf-8") as file:
            words = len(file.read().split())
    except Exception:
        return f"error {name}\n"
    return f"{os.getpid()} {words} {name}\n"


def read(names: str) -> list[str]:
    """Return the names of the files."""
    with open(names, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def main(names: str, result: str, workers: int) -> None:
    files = read(names)
    chunk = max(1, len(files) // (workers * 8))
    with multiprocessing.Pool(workers) as pool, open(result, "w", encoding="utf-8") as file:
        file.writelines(pool.imap(count, files, chunksize=chunk))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
