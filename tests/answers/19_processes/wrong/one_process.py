# rejected by: test_processes_work_at_the_same_time wrong-result
# why: one big chunk: one of the workers gets it all
import multiprocessing
import sys


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def select(test, numbers, workers):
    with multiprocessing.Pool(workers) as pool:
        passed = pool.map(test, numbers, chunksize=max(1, len(numbers)))
    return [number for number, ok in zip(numbers, passed, strict=True) if ok]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
