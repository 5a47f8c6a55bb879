# rejected by: test_the_next_customer_of_a_thread_begins_afresh wrong-result
# why: the slip that was returned is emptied for the next customer
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
        before = self._here.customer
        self._here.customer = customer
        self._here.slip.clear()
        try:
            task()
            return self._here.slip
        finally:
            self._here.customer = before

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
