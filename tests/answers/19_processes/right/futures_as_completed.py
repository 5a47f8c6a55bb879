# Slices rounded up, handed in one by one, and put in order at the end.
import math
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def passing(test, part):
    return list(filter(test, part))


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("at least one worker, please")
    size = max(1, math.ceil(len(numbers) / workers))
    found = {}
    with ProcessPoolExecutor(max_workers=workers) as executor:
        begins = {}
        for begin in range(0, len(numbers), size):
            future = executor.submit(partial(passing, test), numbers[begin : begin + size])
            begins[future] = begin
        for future in as_completed(begins):
            found[begins[future]] = future.result()
    return [number for begin in sorted(found) for number in found[begin]]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
