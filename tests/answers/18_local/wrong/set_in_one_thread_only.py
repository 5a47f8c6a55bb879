# rejected by: test_two_threads_do_not_mix_up_their_customers exception
# why: attributes of a threading.local, set once: they are there for one thread
import threading


class NobodyHere(Exception):
    pass


class Service:
    def __init__(self):
        self._here = threading.local()
        self._here.customer = None
        self._here.slip = []

    def serve(self, customer, task):
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
