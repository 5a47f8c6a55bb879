# rejected by: test_it_runs_where_there_is_no_fork exception
# why: the workers are to find the test in a global variable: only forked ones do
import multiprocessing
import os
import sys
from itertools import pairwise


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


the_test = None


def work(part):
    return [number for number in part if the_test(number)]


def select(test, numbers, workers):
    global the_test
    the_test = test
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    with context.Pool(workers) as pool:
        parts = pool.map(work, cut(numbers, workers), 1)
    return [number for part in parts for number in part]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
