"""An event is set and cleared at once, as if everybody were already waiting."""

import threading

bell = threading.Event()


def ring():
    bell.set()
    bell.clear()


def listen():
    bell.wait()
    print("dinner")


def scenario():
    threads = [threading.Thread(target=f, name=f.__name__) for f in (listen, ring)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
