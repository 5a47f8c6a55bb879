"""A semaphore counts messages: two are received, and only one is sent."""

import threading

there = threading.Semaphore(0)
messages = []


def send():
    messages.append("hello")
    there.release()


def receive():
    there.acquire()
    messages.pop()


def receive_two():
    receive()
    receive()


def scenario():
    threads = [threading.Thread(target=f, name=f.__name__) for f in (send, receive_two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
