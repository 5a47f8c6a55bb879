# rejected by: test_errors_come_out wrong-result
# why: no workers find no primes, which looks like an answer
import sys
from itertools import pairwise
from multiprocessing import Pipe, Process


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def work(sender, test, part):
    try:
        sender.send([number for number in part if test(number)])
    except Exception as error:
        sender.send(error)


def select(test, numbers, workers):
    team = []
    for part in cut(numbers, workers):
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(sender, test, part))
        process.start()
        team.append((process, receiver))
    parts = []
    for process, receiver in team:
        parts.append(receiver.recv())
        process.join()
    for part in parts:
        if isinstance(part, Exception):
            raise part
    return [number for part in parts for number in part]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
