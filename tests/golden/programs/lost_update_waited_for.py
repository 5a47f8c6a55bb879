"""Two count down without a lock, and a third waits until the count is 0."""

import threading


class Work:
    def __init__(self):
        self.left = 2
        self.changed = threading.Condition()

    def do(self):
        self.left -= 1
        with self.changed:
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.left == 0)


def scenario():
    work = Work()
    threads = [threading.Thread(target=work.do, name=n) for n in ("ann", "bob")]
    threads.append(threading.Thread(target=work.wait, name="boss"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
