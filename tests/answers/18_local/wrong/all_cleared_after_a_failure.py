# rejected by: test_nothing_is_left_of_a_task_that_fails wrong-result
# why: a failure clears the thread's memory, and with it the customer who was there before
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

    def serve(self, customer, task):
        before = self._here.customer, self._here.slip
        self._here.customer, self._here.slip = customer, []
        try:
            task()
        except Exception:
            self._here.__init__()
            raise
        slip = self._here.slip
        self._here.customer, self._here.slip = before
        return slip

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
