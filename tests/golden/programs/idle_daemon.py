"""A daemon that waits for more to do has done all: that nobody waits for it is no mistake."""

import threading


class Journal:
    def __init__(self):
        self.lines = []
        self.written = 0
        self.changed = threading.Condition()

    def write_down(self):
        with self.changed:
            while True:
                self.changed.wait_for(lambda: len(self.lines) > self.written)
                self.written += 2
                self.changed.notify_all()

    def tell(self, line):
        with self.changed:
            self.lines.append(line)
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.written >= len(self.lines))


def scenario():
    journal = Journal()
    threading.Thread(target=journal.write_down, name="writer", daemon=True).start()
    journal.tell("dawn")
    assert journal.written == 1, f"one line was told, and {journal.written} are written down"
