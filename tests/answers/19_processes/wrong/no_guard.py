# rejected by: test_it_runs_where_there_is_no_fork exception
# why: without the guard each new process begins by being the program, and starts processes
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
    with ProcessPoolExecutor(workers) as executor:
        parts = executor.map(work, repeat(test), cut(numbers, workers))
        return [number for part in parts for number in part]


limit, workers = map(int, sys.argv[1:] or ["1000", "4"])
print(f"{len(select(is_prime, range(limit), workers))} primes below {limit}")
