# rejected by: test_every_line_is_written wrong-result
# rejected by: test_nobody_waits_longer_than_needed wrong-result
# why: half a second is enough for two lines, mostly
import atexit
import queue
import threading
import time


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(time.sleep, 0.5)

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            self.write(self.lines.get())


if __name__ == "__main__":
    Journal(print).note("open the till")
