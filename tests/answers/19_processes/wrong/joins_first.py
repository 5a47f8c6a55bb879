# rejected by: test_every_number_is_tested timeout
# why: a process ends when all that it sends is received, and here that comes after its end
import sys
from itertools import pairwise
from multiprocessing import Pipe, Process


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def work(test, part, sender):
    try:
        sender.send(([number for number in part if test(number)], None))
    except Exception as error:
        sender.send(([], error))


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("no workers")
    pipes = [Pipe() for _ in range(workers)]
    processes = [
        Process(target=work, args=(test, part, sender))
        for part, (_, sender) in zip(cut(numbers, workers), pipes, strict=True)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    selected = []
    for receiver, _ in pipes:
        found, error = receiver.recv()
        if error:
            raise error
        selected += found
    return selected


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
