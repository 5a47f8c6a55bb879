"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers: Sequence[int], parts: int) -> list[Sequence[int]]:
    """Cut the numbers into so many slices of the same length."""
    length = len(numbers) // parts
    return [numbers[part * length : (part + 1) * length] for part in range(parts)]


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    context = multiprocessing.get_context("fork")  # starts fastest
    selected: list[int] = []
    for part in cut(numbers, workers):
        receiver, sender = context.Pipe(duplex=False)

        def work(part: Sequence[int] = part, sender: Connection = sender) -> None:
            sender.send([number for number in part if test(number)])

        process = context.Process(target=work)
        process.start()
        sender.close()
        selected += receiver.recv()
        process.join()
    return selected


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
