"""Sends although the door has been closed: it has looked before."""

import threading


def scenario():
    closed = threading.Event()
    late = []

    def send():
        if not closed.is_set():
            late.append(closed.is_set())

    sender = threading.Thread(target=send, name="sender")
    sender.start()
    closed.set()
    sender.join()
    assert late != [True], "it was sent after the door had been closed"
