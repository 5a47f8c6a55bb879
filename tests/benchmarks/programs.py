"""The programs that are measured. Their sleeps take no time on real threads either."""

import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def update(self):
        copy = self.value
        copy += 1
        time.sleep(0)
        self.value = copy

    def locked_update(self):
        with self._lock:
            self.update()


def _together(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def locked_database():
    database = FakeDatabase()
    _together(database.locked_update, database.locked_update)
    assert database.value == 2


def racy_but_harmless():
    database = FakeDatabase()
    _together(database.update, database.update)
    assert database.value in (1, 2)
