# No queue: a list and a condition, which tells the writer of lines, and the end of what is written.
import atexit
from threading import Condition, Thread


class Journal(Thread):
    def __init__(self, write):
        super().__init__(daemon=True)
        self.write = write
        self.lines = []
        self.writing = False
        self.changed = Condition()
        self.start()
        atexit.register(self.flush)

    def note(self, line):
        with self.changed:
            self.lines.append(line)
            self.changed.notify_all()

    def flush(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.lines and not self.writing)

    def run(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.lines)
                line = self.lines.pop(0)
                self.writing = True
            self.write(line)
            with self.changed:
                self.writing = False
                self.changed.notify_all()


if __name__ == "__main__":
    Journal(print).note("open the till")
