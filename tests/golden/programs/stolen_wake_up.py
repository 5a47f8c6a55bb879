"""A thread that was woken does not look again, and another one was faster."""

import threading

changed = threading.Condition()
parcels = []


def wait_for_one():
    with changed:
        if not parcels:
            changed.wait()
        parcels.pop()


def take_one():
    with changed:
        if parcels:
            parcels.pop()


def bring_one():
    with changed:
        parcels.append("books")
        changed.notify()


def scenario():
    threads = [
        threading.Thread(target=wait_for_one, name="ann"),
        threading.Thread(target=bring_one, name="post"),
        threading.Thread(target=take_one, name="bob", daemon=True),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
