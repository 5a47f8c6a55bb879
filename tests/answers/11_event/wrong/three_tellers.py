# rejected by: test_who_waits_for_tomorrow_sleeps_on_today wrong-result
# why: a permit for each of the three tellers of main(): one alone starts three times
import threading


class Bell:
    def __init__(self):
        self._permits = threading.Semaphore(0)

    def ring(self):
        self._permits.release(3)

    def wait(self, day):
        for _ in range(day):
            self._permits.acquire()
