# rejected by: test_no_process_is_left wrong-result
# why: a pool that nobody closes
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


pools = []


def select(test, numbers, workers):
    pools.append(multiprocessing.Pool(workers))
    parts = [(test, part) for part in cut(numbers, workers)]
    return [number for part in pools[-1].starmap(work, parts, 1) for number in part]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
