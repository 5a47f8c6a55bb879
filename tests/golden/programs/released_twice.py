"""A till that is unlocked before it complains, and once more on the way out."""

from threading import Lock, Thread


class Till:
    def __init__(self) -> None:
        self._lock = Lock()
        self.coins = 3

    def take(self) -> None:
        self._lock.acquire()
        try:
            if self.coins < 2:
                self._lock.release()
                raise ValueError("not enough")
            self.coins -= 2
        finally:
            self._lock.release()


def scenario() -> None:
    till = Till()

    def take() -> None:
        try:
            till.take()
        except ValueError:
            print("refused")

    threads = [Thread(target=take, name=name) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
