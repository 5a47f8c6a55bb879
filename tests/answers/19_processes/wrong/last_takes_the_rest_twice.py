# rejected by: test_every_number_is_tested wrong-result
# why: a slice too long: its last number is the first of the next slice
import multiprocessing
import sys
from itertools import pairwise


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin : end + 1] for begin, end in pairwise(ends)]


def work(test, part):
    return [number for number in part if test(number)]


def select(test, numbers, workers):
    with multiprocessing.Pool(workers) as pool:
        parts = [(test, part) for part in cut(numbers, workers)]
        return [number for selected in pool.starmap(work, parts, 1) for number in selected]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
