"""Who looks, and takes the lock only then, misses that it is over, and sleeps for a minute."""

import threading
import time


class Alarm:
    def __init__(self):
        self.off = False
        self.changed = threading.Condition()

    def sleep(self):
        if not self.off:
            with self.changed:
                self.changed.wait(60)

    def stop(self):
        self.off = True
        with self.changed:
            self.changed.notify()


def scenario():
    alarm = Alarm()
    begin = time.monotonic()
    sleeper = threading.Thread(target=alarm.sleep, name="sleeper")
    sleeper.start()
    alarm.stop()
    sleeper.join()
    assert time.monotonic() - begin < 60, "it slept for a minute"
