from concurrent.futures import ThreadPoolExecutor
from threading import Lock


class Count:
    def __init__(self, office):
        self.lock = Lock()
        self.left = []
        self.find(office)

    def find(self, office):
        self.left.append(office)
        for part in office.parts:
            self.find(part)

    def work(self):
        coins = 0
        while True:
            with self.lock:
                if not self.left:
                    return coins
                office = self.left.pop()
            coins += office.count()


def total(office, workers):
    count = Count(office)
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(count.work) for _ in range(workers)]
    return sum(future.result() for future in futures)
