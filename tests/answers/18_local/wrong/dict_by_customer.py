# rejected by: test_the_next_customer_of_a_thread_begins_afresh wrong-result
# why: a slip for each customer: whoever comes again finds the old one
import threading


class NobodyHere(Exception):
    pass


class Service:
    def __init__(self):
        self._here = threading.local()
        self._slips = {}

    def serve(self, customer, task):
        before = self.customer()
        self._here.customer = customer
        try:
            task()
        finally:
            self._here.customer = before
        return list(self._slips.get(customer, []))

    def customer(self):
        return getattr(self._here, "customer", None)

    def note(self, text):
        if self.customer() is None:
            raise NobodyHere(text)
        self._slips.setdefault(self.customer(), []).append(text)
