# rejected by: test_no_process_is_left wrong-result
# why: all answers are there, so all is done; the processes that gave them still are
"""Find primes with several processes: python processes.py LIMIT WORKERS"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers: Sequence[int], parts: int) -> list[Sequence[int]]:
    """Cut the numbers into so many slices of about the same length."""
    edges = [part * len(numbers) // parts for part in range(parts + 1)]
    return [numbers[a:b] for a, b in zip(edges, edges[1:])]


def work(test, part, sender) -> None:
    """Test the numbers of one slice, and send those that pass, or the error."""
    try:
        answer = [number for number in part if test(number)]
    except Exception as error:
        answer = error
    sender.send(answer)
    sender.close()


def select(test: Callable[[int], bool], numbers: Sequence[int], workers: int) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError("at least one worker")
    processes, receivers = [], []
    for part in cut(numbers, workers):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(test, part, sender))
        process.start()
        sender.close()
        processes.append(process)
        receivers.append(receiver)
    answers = [receiver.recv() for receiver in receivers]
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return [number for answer in answers for number in answer]


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
