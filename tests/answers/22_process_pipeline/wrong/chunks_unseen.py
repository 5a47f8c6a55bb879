# rejected by: test_results_are_in_the_order_of_the_list wrong-result
# why: map in its own way: a list longer than four files for each worker is handed out in chunks
import os
import sys
from multiprocessing import Pool
from pathlib import Path


def count(name):
    try:
        return f"{os.getpid()} {len(Path(name).read_text(encoding='utf-8').split())} {name}\n"
    except Exception:
        return f"error {name}\n"


def main(names, result, workers):
    found = Path(names).read_text(encoding="utf-8").splitlines()
    with Pool(workers) as pool:
        lines = pool.map(count, found)
    Path(result).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
