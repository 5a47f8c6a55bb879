# rejected by: test_every_number_is_tested wrong-result
# why: drops what is false, which the number 0 is, too
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


from itertools import zip_longest


def _work(test: Callable[[int], object], numbers: Sequence[int], sender: Connection) -> None:
    try:
        sender.send([number if test(number) else None for number in numbers])
    except Exception as error:
        sender.send(error)


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError("at least one worker")
    crew = []
    for first in range(workers):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(
            target=_work, args=(test, numbers[first::workers], sender)
        )
        process.start()
        crew.append((process, receiver))
    outcomes = [receiver.recv() for _, receiver in crew]
    for process, _ in crew:
        process.join()
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return [number for row in zip_longest(*outcomes) for number in row if number]


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
