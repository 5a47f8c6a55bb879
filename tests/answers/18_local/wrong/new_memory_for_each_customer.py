# rejected by: test_two_threads_do_not_mix_up_their_customers exception
# why: makes a new threading.local each time, and puts it where all threads see it
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
        before = self._here
        self._here = Here()
        self._here.customer = customer
        try:
            task()
            return self._here.slip
        finally:
            self._here = before

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
