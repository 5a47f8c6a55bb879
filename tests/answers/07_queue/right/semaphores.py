import threading

END = object()


class Bus:
    def __init__(self, room):
        self._messages = []
        self._closed = False
        self._lock = threading.Lock()
        self._free = threading.Semaphore(room)
        self._filled = threading.Semaphore(0)

    def send(self, message):
        self._free.acquire()
        with self._lock:
            accepted = not self._closed
            if accepted:
                self._messages.append(message)
        (self._filled if accepted else self._free).release()
        return accepted

    def receive(self):
        self._filled.acquire()
        with self._lock:
            if self._messages:
                message = self._messages.pop(0)
                self._free.release()
                return message
        self._filled.release()  # it was the news of the end; hand it on
        return END

    def close(self):
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._filled.release()
