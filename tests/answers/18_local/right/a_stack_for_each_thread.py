import threading


class NobodyHere(Exception):
    pass


class Service:
    def __init__(self):
        self._local = threading.local()

    def _stack(self):
        if not hasattr(self._local, "stack"):
            self._local.stack = []
        return self._local.stack

    def serve(self, customer, task):
        notes = []
        stack = self._stack()
        stack.append((customer, notes))
        try:
            task()
        finally:
            stack.pop()
        return notes

    def customer(self):
        stack = self._stack()
        return stack[-1][0] if stack else None

    def note(self, text):
        stack = self._stack()
        if not stack:
            raise NobodyHere(text)
        stack[-1][1].append(text)
