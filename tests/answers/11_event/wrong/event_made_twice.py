# rejected by: test_nobody_starts_before_the_bell deadlock
# rejected by: test_nobody_misses_the_bell deadlock
# rejected by: test_who_waits_for_tomorrow_sleeps_on_today deadlock
# rejected by: test_the_bell_rings_every_day deadlock
# rejected by: test_who_waits_starts_at_once deadlock
# why: a defaultdict makes an event for each day, and two for one day if two threads ask for it first
import threading
from collections import defaultdict


class Bell:
    def __init__(self):
        self._days = defaultdict(threading.Event)
        self._day = 0

    def ring(self):
        self._day += 1
        self._days[self._day].set()

    def wait(self, day):
        self._days[day].wait()
