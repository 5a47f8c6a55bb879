# rejected by: test_every_number_is_tested exception
# rejected by: test_it_runs_where_there_is_no_fork exception
# why: what a pool is given is pickled, and a lambda cannot be
import multiprocessing
import sys
from itertools import pairwise


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def select(test, numbers, workers):
    with multiprocessing.Pool(workers) as pool:
        found = pool.map(lambda part: [n for n in part if test(n)], cut(numbers, workers))
    return [number for part in found for number in part]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
