# The start method that every system has, and a pool that is closed by hand.
import multiprocessing
import sys


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


class Ask:
    """A test that also gives the number: functions made in functions cannot be pickled."""

    def __init__(self, test):
        self.test = test

    def __call__(self, number):
        return number if self.test(number) else None


def select(test, numbers, workers):
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(processes=workers)
    try:
        answers = pool.map(Ask(test), numbers, chunksize=max(1, len(numbers) // workers))
    finally:
        pool.close()
        pool.join()
    return [number for number in answers if number is not None]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
