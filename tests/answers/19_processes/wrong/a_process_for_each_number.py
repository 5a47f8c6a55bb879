# rejected by: test_processes_work_at_the_same_time wrong-result
# why: to start a process takes longer than to test a number
import sys
from concurrent.futures import ProcessPoolExecutor


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("no workers")
    with ProcessPoolExecutor(max(1, len(numbers))) as executor:
        futures = [executor.submit(test, number) for number in numbers]
        return [n for n, future in zip(numbers, futures, strict=True) if future.result()]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
