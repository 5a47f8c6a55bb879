# rejected by: test_every_number_is_tested timeout
# why: sends all numbers before it reads an answer: both pipes of a worker are full, and both sides wait
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _work(test: Callable[[int], object], line: Connection) -> None:
    while (number := line.recv()) is not None:
        try:
            line.send(bool(test(number)))
        except Exception as error:
            line.send(error)
            return


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError("at least one worker, please")
    staff = []
    for _ in range(workers):
        here, there = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_work, args=(test, there))
        process.start()
        there.close()
        staff.append((process, here))
    try:
        for place, number in enumerate(numbers):
            try:
                staff[place % workers][1].send(number)
            except BrokenPipeError:
                break  # its test has failed
        for _, line in staff:
            try:
                line.send(None)
            except BrokenPipeError:
                pass
        selected = []
        for place, number in enumerate(numbers):
            verdict = staff[place % workers][1].recv()
            if isinstance(verdict, Exception):
                raise verdict
            if verdict:
                selected.append(number)
        return selected
    finally:
        for process, _ in staff:
            process.terminate()
            process.join()


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
