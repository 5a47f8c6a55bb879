# rejected by: test_who_serves_nobody_has_no_customer wrong-result
# why: tells threads apart by their names, which may be the same
import threading


class NobodyHere(Exception):
    pass


class Service:
    def __init__(self):
        self._current = {}

    def serve(self, customer, task):
        me = threading.current_thread().name
        before = self._current.get(me)
        slip = []
        self._current[me] = (customer, slip)
        try:
            task()
            return slip
        finally:
            self._current[me] = before

    def customer(self):
        current = self._current.get(threading.current_thread().name)
        return current and current[0]

    def note(self, text):
        current = self._current.get(threading.current_thread().name)
        if current is None:
            raise NobodyHere(text)
        current[1].append(text)
