# rejected by: test_one_office_alone exception
# why: hands over the method of its own class, and an office can be of another
import time
from concurrent.futures import ThreadPoolExecutor


class Office:
    def __init__(self, coins, parts=()):
        self.coins = coins
        self.parts = parts

    def count(self):
        time.sleep(0.01)
        return self.coins


def offices(office):
    yield office
    for part in office.parts:
        yield from offices(part)


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(Office.count, offices(office)))
