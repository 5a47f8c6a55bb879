# rejected by: test_who_serves_nobody_has_no_customer wrong-result
# why: the memory is the class's: all objects share it
import threading


class NobodyHere(Exception):
    pass


class Here(threading.local):
    def __init__(self):
        self.customer = None
        self.slip = []


class Service:
    _here = Here()

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
