"""Somebody waits for a thread to end, and holds the lock that the thread needs."""

import threading

lock = threading.Lock()


def save():
    with lock:
        print("saved")


def scenario():
    saver = threading.Thread(target=save, name="saver")
    with lock:
        saver.start()
        saver.join()
