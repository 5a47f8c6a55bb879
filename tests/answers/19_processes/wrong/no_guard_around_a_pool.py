# rejected by: test_it_runs_where_there_is_no_fork exception
# why: a pool starts a new worker for each that dies, and each dies at once for want of a guard
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
    with multiprocessing.Pool(workers) as pool:
        parts = [(test, part) for part in cut(numbers, workers)]
        return [number for selected in pool.starmap(work, parts, 1) for number in selected]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


main(*map(int, sys.argv[1:] or ["1000", "4"]))
