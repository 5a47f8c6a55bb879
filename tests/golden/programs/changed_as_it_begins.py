"""A listener signs off when the others are about to be called."""

from threading import Thread

listeners = {"ann": 1, "bob": 2}


def call_all() -> None:
    waiting = iter(listeners)
    for name in waiting:
        print(name)


def scenario() -> None:
    caller = Thread(target=call_all, name="caller")
    caller.start()
    listeners.pop("bob")
    caller.join()
