import threading
import time

END = object()
PAUSE_S = 0.01


class Bus:
    """Nobody is woken: who waits looks again after a while."""

    def __init__(self, room):
        self.room, self.messages, self.open = room, [], True
        self.lock = threading.Lock()

    def send(self, message):
        while True:
            with self.lock:
                if not self.open:
                    return False
                if len(self.messages) < self.room:
                    self.messages.append(message)
                    return True
            time.sleep(PAUSE_S)

    def receive(self):
        while True:
            with self.lock:
                if self.messages:
                    return self.messages.pop(0)
                if not self.open:
                    return END
            time.sleep(PAUSE_S)

    def close(self):
        with self.lock:
            self.open = False
