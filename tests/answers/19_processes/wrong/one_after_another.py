# rejected by: test_processes_work_at_the_same_time wrong-result
# why: waits for each worker before it starts the next one
import multiprocessing
import sys
from itertools import pairwise


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def work(test, part):
    return [number for number in part if test(number)]


def select(test, numbers, workers):
    selected = []
    with multiprocessing.Pool(workers) as pool:
        for part in cut(numbers, workers):
            selected += pool.apply(work, (test, part))
    return selected


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
