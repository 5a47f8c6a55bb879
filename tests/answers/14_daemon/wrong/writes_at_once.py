# rejected by: test_nobody_waits_longer_than_needed wrong-result
# why: no thread, no trouble; but whoever notes a line waits until it is written
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lock = threading.Lock()

    def note(self, line):
        with self.lock:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
