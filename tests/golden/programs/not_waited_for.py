"""A bell that is switched off, and rings once more."""

import threading


class Bell:
    def __init__(self) -> None:
        self.off = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._ring, name="bell").start()

    def stop(self) -> None:
        self.off.set()

    def _ring(self) -> None:
        while not self.off.wait(timeout=1):
            print("ding")


def scenario() -> None:
    bell = Bell()
    bell.start()
    bell.stop()
    assert threading.active_count() == 1, "the bell is off, and its thread is still there"
