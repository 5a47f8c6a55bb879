# rejected by: test_threads_do_not_wait_for_each_other wrong-result
# why: one at a time: nothing is mixed up, and everybody waits
import threading


class NobodyHere(Exception):
    pass


class Here(threading.local):
    def __init__(self):
        self.customer = None
        self.slip = []


class Service:
    def __init__(self):
        self._here = Here()
        self._lock = threading.RLock()

    def serve(self, customer, task):
        with self._lock:
            return self._serve(customer, task)

    def _serve(self, customer, task):
        before = self._here.customer, self._here.slip
        self._here.customer, self._here.slip = customer, []
        try:
            task()
            return self._here.slip
        finally:
            self._here.customer, self._here.slip = before

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
