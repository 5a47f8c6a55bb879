# rejected by: test_errors_come_out timeout
# why: after an error it joins a worker that still stands in send(), with a long answer
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _work(test: Callable[[int], object], part: Sequence[int], sender: Connection) -> None:
    try:
        sender.send([bool(test(number)) for number in part])
    except Exception as error:
        sender.send(error)
    finally:
        sender.close()


def select(test: Callable[[int], object], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    staff = []
    for first in range(workers):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        part = numbers[first::workers]
        process = multiprocessing.Process(target=_work, args=(test, part, sender), daemon=True)
        process.start()
        sender.close()
        staff.append((process, receiver))
    verdicts = [False] * len(numbers)
    try:
        for first, (process, receiver) in enumerate(staff):
            answer = receiver.recv()
            if isinstance(answer, Exception):
                raise answer
            verdicts[first::workers] = answer
    finally:
        for process, _ in staff:
            process.join()
    return [number for number, passed in zip(numbers, verdicts) if passed]


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
