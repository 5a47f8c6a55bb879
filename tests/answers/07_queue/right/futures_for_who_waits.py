import threading
from concurrent.futures import Future

END = object()


class Bus:
    """Whoever waits leaves a future behind."""

    def __init__(self, room):
        self._lock = threading.RLock()
        self._room, self._box = room, []
        self._senders, self._receivers = [], []
        self._closed = False

    def send(self, message):
        with self._lock:
            if self._closed:
                return False
            if self._receivers:
                self._receivers.pop(0).set_result(message)
                return True
            if len(self._box) < self._room:
                self._box.append(message)
                return True
            self._senders.append((message, mine := Future()))
        return mine.result()

    def receive(self):
        with self._lock:
            if self._box:
                message = self._box.pop(0)
                if self._senders:
                    other, future = self._senders.pop(0)
                    self._box.append(other)
                    future.set_result(True)
                return message
            if self._closed:
                return END
            self._receivers.append(mine := Future())
        return mine.result()

    def close(self):
        with self._lock:
            self._closed = True
            for _, future in self._senders:
                future.set_result(False)
            for future in self._receivers:
                future.set_result(END)
            self._senders, self._receivers = [], []
