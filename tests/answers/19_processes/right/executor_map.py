# One test after the other goes to an executor, which says yes or no.
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import compress


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def passes(test, number):
    return bool(test(number))


def select(test, numbers, workers):
    with ProcessPoolExecutor(workers) as executor:
        return list(compress(numbers, executor.map(partial(passes, test), numbers)))


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
