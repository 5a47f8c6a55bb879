# rejected by: test_every_number_is_tested wrong-result
# why: sorts a set, which knows neither the order asked for nor a number twice
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, repeat


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def work(test, part):
    return [number for number in part if test(number)]


def select(test, numbers, workers):
    selected = set()
    with ProcessPoolExecutor(workers) as executor:
        for part in executor.map(work, repeat(test), cut(numbers, workers)):
            selected |= set(part)
    return sorted(selected)


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
