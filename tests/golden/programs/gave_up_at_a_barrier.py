"""Two who set off together, unless one of them takes too long to come."""

import time
from threading import Barrier, BrokenBarrierError, Thread


def scenario() -> None:
    start = Barrier(2)
    gone: list[str] = []

    def walk(name: str, minutes: int) -> None:
        time.sleep(60 * minutes)
        try:
            start.wait(timeout=60)
        except BrokenBarrierError:
            return
        gone.append(name)

    threads = [Thread(target=walk, args=who, name=who[0]) for who in (("ann", 0), ("bob", 5))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(gone) == 2, "they are to go together"
