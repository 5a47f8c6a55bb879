# rejected by: test_results_are_in_the_order_of_the_list wrong-result
# why: looks first whether it is a regular file, and so opens no pipe, which can be counted, too
"""Count the words of files, several at a time: python words.py LIST RESULT WORKERS"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    path = Path(name)
    if not os.path.isfile(name) or not os.access(name, os.R_OK):
        return f"error {name}"
    try:
        words = len(path.read_text(encoding="utf-8").split())
    except UnicodeDecodeError:
        return f"error {name}"
    return f"{os.getpid()} {words} {name}"


def main(names: str, result: str, workers: int) -> None:
    todo = Path(names).read_text(encoding="utf-8").splitlines()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        futures = [pool.submit(count, name) for name in todo]
        lines = [future.result() for future in futures]
    Path(result).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
