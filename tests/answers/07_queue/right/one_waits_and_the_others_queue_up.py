import threading

END = object()


class Bus:
    """One sender and one receiver at a time look at the list; the others wait behind a lock."""

    def __init__(self, room):
        self._room = room
        self._messages = []
        self._open = True
        self._next_sender, self._next_receiver = threading.Lock(), threading.Lock()
        self._changed = threading.Condition()

    def send(self, message):
        with self._next_sender, self._changed:
            while self._open and len(self._messages) == self._room:
                self._changed.wait()
            if self._open:
                self._messages.append(message)
                self._changed.notify()  # there is at most one receiver to wake, and no sender
            return self._open

    def receive(self):
        with self._next_receiver, self._changed:
            while self._open and not self._messages:
                self._changed.wait()
            if not self._messages:
                return END
            self._changed.notify()
            return self._messages.pop(0)

    def close(self):
        with self._changed:
            self._open = False
            self._changed.notify_all()
