# rejected by: test_every_number_is_tested exception
# why: a pool pickles what the test returns, and a match, which is true, cannot be pickled
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError("at least one worker is needed")
    with multiprocessing.Pool(workers) as pool:
        answers = pool.map(test, numbers, chunksize=max(1, len(numbers) // workers))
    return [number for number, answer in zip(numbers, answers) if answer]


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
