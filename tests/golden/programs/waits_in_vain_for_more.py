"""A thread waits for three parcels, and two come."""

import threading

changed = threading.Condition()
parcels = []


def wait_for_three():
    with changed:
        changed.wait_for(lambda: len(parcels) == 3)


def bring_one():
    with changed:
        parcels.append("books")
        changed.notify_all()


def scenario():
    threads = [threading.Thread(target=wait_for_three, name="ann")]
    threads += [threading.Thread(target=bring_one, name=n) for n in ("bob", "cid")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
