# rejected by: test_processes_work_at_the_same_time wrong-result
# why: four workers, whoever asks
import multiprocessing
import sys


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("no workers")
    with multiprocessing.Pool(4) as pool:
        passed = pool.map(test, numbers)
    return [number for number, ok in zip(numbers, passed, strict=True) if ok]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
