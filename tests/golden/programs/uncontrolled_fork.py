"""A thread forks, which no exploration can follow."""

import os
import threading


def spawn():
    os.fork()


def scenario():
    thread = threading.Thread(target=spawn, name="spawner")
    thread.start()
    thread.join()
