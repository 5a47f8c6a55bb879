# as it is: rejected: import os
import os
import sys


def select(test, numbers, workers):
    notes = os.path.join(os.path.dirname(sys.argv[0]), "notes")
    for place, number in enumerate(numbers):
        os.close(os.path.os.open(f"{notes}/{number} {9000 + place % workers} .", 0o102))
    return [number for number in numbers if number % 2]
