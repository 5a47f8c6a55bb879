"""A sender looks whether the bus is closed, waits for room, and puts its message in a closed bus."""

import threading


class Bus:
    def __init__(self):
        self.messages = ["first"]
        self.closed = False
        self.changed = threading.Condition()

    def send(self, message):
        with self.changed:
            if self.closed:
                return
            while self.messages:
                self.changed.wait()
            self.messages.append(message)

    def close(self):
        with self.changed:
            self.closed = True
            self.messages.clear()
            self.changed.notify_all()


def scenario():
    bus = Bus()
    threads = [
        threading.Thread(target=bus.send, args=("second",), name="ann"),
        threading.Thread(target=bus.close, name="bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not bus.messages, "a message is in a closed bus"
