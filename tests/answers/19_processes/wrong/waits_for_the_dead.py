# rejected by: test_errors_come_out timeout
# why: a worker that fails never puts its slice into the queue, and the program waits for it
import sys
from itertools import pairwise
from multiprocessing import Process, Queue


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def work(place, test, part, queue):
    queue.put((place, [number for number in part if test(number)]))


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("no workers")
    queue = Queue()
    processes = [
        Process(target=work, args=(place, test, part, queue))
        for place, part in enumerate(cut(numbers, workers))
    ]
    for process in processes:
        process.start()
    parts = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    return [number for place in sorted(parts) for number in parts[place]]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
