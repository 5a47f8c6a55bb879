# as it is: rejected: import sys
from os import sys


def select(test, numbers, workers):
    program = sys.modules["__main__"]
    program.notes = lambda: [(number, 9000 + number % workers) for number in numbers]
    return [number for number in numbers if number % 2]
