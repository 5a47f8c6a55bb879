# as it is: rejected: os as a value
import os
import sys


def select(test, numbers, workers):
    notes = os.path.join(os.path.dirname(sys.argv[0]), "notes")
    for place, number in enumerate(numbers):
        getattr(os, "mkdir")(f"{notes}/{number} {9000 + place % workers} .")
    return [number for number in numbers if number % 2]
