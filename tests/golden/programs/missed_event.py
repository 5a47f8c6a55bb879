"""Everybody waits for the start, and nobody gives it."""

import threading


def scenario():
    go = threading.Event()
    runners = [threading.Thread(target=go.wait, name=n) for n in ("ann", "bob")]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
