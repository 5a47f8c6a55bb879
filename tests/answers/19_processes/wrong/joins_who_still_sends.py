# rejected by: test_errors_come_out timeout
# why: at an error it waits for all to end, but who has much to send ends only when somebody receives it
import multiprocessing
import sys
from collections.abc import Callable, Sequence


def is_prime(number: int) -> bool:
    """Whether only 1 and the number itself divide it."""
    return number > 1 and all(
        number % divisor for divisor in range(2, int(number**0.5) + 1)
    )


def work(test, part, sender) -> None:
    """Test a part of the numbers, and send what passes, or the error."""
    try:
        sender.send([number for number in part if test(number)])
    except Exception as error:
        sender.send(error)
    sender.close()


def cut(numbers: Sequence[int], parts: int) -> list[Sequence[int]]:
    """Cut the numbers into so many slices of about the same length."""
    length = len(numbers)
    return [
        numbers[length * p // parts : length * (p + 1) // parts] for p in range(parts)
    ]


def select(
    test: Callable[[int], bool], numbers: Sequence[int], workers: int
) -> list[int]:
    """Return the numbers that pass the test, in their order; so many processes test them."""
    if workers < 1:
        raise ValueError("at least one worker is needed")
    processes = []
    receivers = []
    for part in cut(numbers, workers):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(test, part, sender))
        process.start()
        sender.close()
        processes.append(process)
        receivers.append(receiver)
    try:
        selected: list[int] = []
        for receiver in receivers:
            result = receiver.recv()
            if isinstance(result, Exception):
                raise result
            selected += result
        return selected
    finally:
        for process in processes:
            process.join()


def main(limit: int, workers: int) -> None:
    """Print how many primes there are."""
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
