# rejected by: test_any_number_of_files_and_workers wrong-result
# why: takes for words what a pattern finds, and cuts them at each apostrophe
"""Count the words of files, several at a time: python words.py LIST RESULT WORKERS"""

import multiprocessing
import os
import re
import sys


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    try:
        with open(name, encoding="utf-8") as file:
            words = len(re.findall(r"\w+", file.read()))
    except (OSError, ValueError):
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
