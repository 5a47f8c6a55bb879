"""Two threads wait, and the one notification wakes one of them."""

import threading

gate = threading.Condition()
is_open = False


def visitor():
    with gate:
        while not is_open:
            gate.wait()


def open_gate():
    global is_open
    with gate:
        is_open = True
        gate.notify()


def scenario():
    threads = [threading.Thread(target=visitor, name=n) for n in ("ann", "bob")]
    threads.append(threading.Thread(target=open_gate, name="porter"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
