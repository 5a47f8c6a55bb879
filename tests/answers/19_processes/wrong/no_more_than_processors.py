# rejected by: test_processes_work_at_the_same_time wrong-result
# why: starts no more processes than the machine has processors, though it was told how many
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import itertools
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers: Sequence[int], parts: int) -> list[Sequence[int]]:
    """Cut the numbers into so many slices, whose lengths differ by 1 at most."""
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in itertools.pairwise(ends)]


def work(test: Callable[[int], object], part: Sequence[int]) -> list[int]:
    """What one worker does."""
    return [number for number in part if test(number)]


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    # Pool() itself raises ValueError for workers below 1, and its map() what a test has raised.
    with multiprocessing.Pool(min(workers, os.cpu_count() or 1)) as pool:
        parts = [(test, part) for part in cut(numbers, workers)]
        return [number for selected in pool.starmap(work, parts, 1) for number in selected]


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
