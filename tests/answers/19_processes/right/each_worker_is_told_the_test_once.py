# The test goes to each worker of a pool when it begins.
import multiprocessing
import sys


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def begin(test):
    global the_test
    the_test = test


def ask(number):
    return number, bool(the_test(number))


def select(test, numbers, workers):
    with multiprocessing.Pool(workers, initializer=begin, initargs=(test,)) as pool:
        return [number for number, passed in pool.imap(ask, numbers) if passed]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
