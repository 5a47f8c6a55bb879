"""A thread waits for one very day, and that day is over when it gets to look."""

import threading


class Calendar:
    def __init__(self):
        self.day = 0
        self.changed = threading.Condition()

    def wait_for(self, day):
        with self.changed:
            while self.day != day:
                self.changed.wait()

    def turn_over(self):
        with self.changed:
            self.day += 1
            self.changed.notify_all()


def scenario():
    calendar = Calendar()

    def two_days():
        calendar.turn_over()
        calendar.turn_over()

    threads = [
        threading.Thread(target=calendar.wait_for, args=(1,), name="ann"),
        threading.Thread(target=two_days, name="clock"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
