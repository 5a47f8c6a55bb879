"""The consumer goes on until None comes, and None never comes."""

import queue
import threading


def produce(letters):
    for letter in "abc":
        letters.put(letter)


def consume(letters):
    while (letter := letters.get()) is not None:
        print(letter)


def scenario():
    letters = queue.Queue()
    threads = [
        threading.Thread(target=f, args=(letters,), name=f.__name__) for f in (produce, consume)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
