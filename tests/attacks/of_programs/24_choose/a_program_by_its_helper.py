# as it is: rejected: import multiprocessing.util
from multiprocessing import util


def compute_all(compute, tasks):
    names = [b"%d %d" % (count, number) for number, count in tasks]
    util.spawnv_passfds(b"/usr/bin/touch", [b"touch", *names], [])
    return [number for number, _ in tasks]
