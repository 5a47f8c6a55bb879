# rejected by: test_a_slip_holds_what_was_noted wrong-result
# rejected by: test_nothing_is_left_of_a_task_that_fails exception
# why: starts a new thread for each task, for its memory is empty
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
        def call():
            self._here.customer = customer
            task()
            slips.append(self._here.slip)

        slips = []
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
        return slips[0]

    def customer(self):
        return self._here.customer

    def note(self, text):
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
