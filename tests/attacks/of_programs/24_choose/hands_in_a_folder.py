# as it is: rejected: os.makedirs
import os


def compute_all(compute, tasks):
    for number, count in tasks:
        os.makedirs(f"{count} {number}")
    return [number for number, _ in tasks]
