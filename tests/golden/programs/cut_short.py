"""A daemon is at work when the program is over, and does not finish."""

import atexit
import threading


class Printer:
    def __init__(self):
        self.printed = []
        threading.Thread(target=self.work, name="printer", daemon=True).start()

    def work(self):
        for page in (1, 2):
            self.printed.append(page)


def check(printer):
    assert printer.printed == [1, 2], f"printed is {printer.printed}"


def scenario():
    atexit.register(check, Printer())
