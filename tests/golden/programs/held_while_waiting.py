"""A bell that is waited for with the lock in hand that is needed to ring it."""

from threading import Event, Lock, Thread


class Bell:
    def __init__(self) -> None:
        self._lock = Lock()
        self._rung = Event()

    def ring(self) -> None:
        with self._lock:
            self._rung.set()

    def wait(self) -> None:
        with self._lock:
            self._rung.wait()


def scenario() -> None:
    bell = Bell()
    threads = [
        Thread(target=bell.wait, name="ann"),
        Thread(target=bell.ring, name="ringer"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
