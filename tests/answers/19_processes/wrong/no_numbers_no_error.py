# rejected by: test_errors_come_out wrong-result
# why: returns [] before it looks at the number of workers
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import compress


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _passes(test: Callable[[int], object], number: int) -> bool:
    return bool(test(number))


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if not numbers:
        return []
    with multiprocessing.Pool(min(workers, len(numbers))) as pool:
        return list(compress(numbers, pool.map(partial(_passes, test), numbers, chunksize=1)))


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
