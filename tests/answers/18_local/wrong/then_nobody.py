# rejected by: test_a_customer_is_served_in_between wrong-result
# why: after a customer comes nobody, also after one who was served in between
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
        self._here.customer, self._here.slip = customer, []
        try:
            task()
            return self._here.slip
        finally:
            self._here.customer, self._here.slip = None, []

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
