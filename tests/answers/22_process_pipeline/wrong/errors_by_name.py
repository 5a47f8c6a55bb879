# rejected by: test_errors_are_told exception
# why: names the errors that it has seen; there are others, such as NotADirectoryError
"""Count the words of files, several at a time: python words.py LIST RESULT WORKERS"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    try:
        with open(name, encoding="utf-8") as file:
            words = len(file.read().split())
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        return f"error {name}\n"
    return f"{os.getpid()} {words} {name}\n"


def main(names: str, result: str, workers: int) -> None:
    with open(names, encoding="utf-8") as file:
        todo = [line.rstrip("\n") for line in file]
    with ProcessPoolExecutor(workers) as pool, open(result, "w", encoding="utf-8") as file:
        file.writelines(pool.map(count, todo))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
