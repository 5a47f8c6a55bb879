"""A lock that is not waited for, and an update that is left out."""

from threading import Lock, Thread


class Meter:
    def __init__(self) -> None:
        self._lock = Lock()
        self.ticks = 0

    def tick(self) -> None:
        if self._lock.acquire(blocking=False):
            self.ticks += 1
            self._lock.release()


def scenario() -> None:
    meter = Meter()
    threads = [Thread(target=meter.tick, name=name) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meter.ticks == 2, "it ticked twice"
