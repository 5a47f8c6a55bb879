"""All who wait for a task are woken for one, and none of them looks again."""

import threading


class Office:
    def __init__(self):
        self.tasks = []
        self.changed = threading.Condition()

    def add(self, task):
        with self.changed:
            self.tasks.append(task)
            self.changed.notify_all()

    def work(self):
        with self.changed:
            if not self.tasks:
                self.changed.wait()
            self.tasks.pop(0)


def scenario():
    office = Office()
    threads = [threading.Thread(target=office.work, name=n, daemon=True) for n in ("ann", "bob")]
    threads.append(threading.Thread(target=office.add, args=("print",), name="boss"))
    for thread in threads:
        thread.start()
    threads[-1].join()
