# rejected by: test_two_threads_do_not_mix_up_their_customers wrong-result
# rejected by: test_the_next_customer_of_a_thread_begins_afresh wrong-result
# why: the list is made empty for each customer, but it is one list for all
import threading


class NobodyHere(Exception):
    pass


class Here(threading.local):
    customer = None
    slip = []


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
