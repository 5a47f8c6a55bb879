"""A thread polls for a flag that is never set."""

import threading


class Machine:
    def __init__(self):
        self.stopped = False

    def run(self):
        while not self.stopped:
            pass

    def stop(self):
        self.stopped = False


def scenario():
    machine = Machine()
    threads = [
        threading.Thread(target=machine.run, name="machine"),
        threading.Thread(target=machine.stop, name="button"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
