"""A thread dies, and the main thread never hears of it."""

import threading

ages = {"ann": "41", "bob": "unknown"}


def check(name):
    if int(ages[name]) < 18:
        print(name, "is too young")


def scenario():
    threads = [threading.Thread(target=check, args=(name,), name=name) for name in ages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
