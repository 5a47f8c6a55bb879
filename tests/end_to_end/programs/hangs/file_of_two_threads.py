# held across a fork: the lock inside a file, 'writer', file_of_two_threads.py:30
"""No lock of its own; but a file with a buffer has one, and the fork comes amid a write."""

import os
import tempfile
import threading
import time
from pathlib import Path


def write_on(file, stop):
    while not stop.is_set():
        file.write("a line\n")
        time.sleep(0.01)


def main(path):
    with path.open("w", buffering=1, encoding="utf-8") as file:
        stop = threading.Event()
        writer = threading.Thread(target=write_on, args=(file, stop), name="writer")
        writer.start()
        fork_and_write(file)
        stop.set()
        writer.join()


def fork_and_write(file):
    child = os.fork()
    if child == 0:
        file.write("a line of the child\n")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0, status


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder, "log"))
