# rejected by: test_the_next_customer_of_a_thread_begins_afresh wrong-result
# rejected by: test_nothing_is_left_of_a_task_that_fails wrong-result
# rejected by: test_a_customer_is_served_in_between wrong-result
# why: each thread has a slip, but every customer of the thread gets the same one
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
