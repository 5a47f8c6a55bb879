# rejected by: test_every_line_is_written wrong-result
# rejected by: test_nobody_waits_longer_than_needed wrong-result
# why: waits for a second, and writing may take longer
import atexit
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        atexit.register(self.finish)

    def note(self, line):
        self.lines.put(line)

    def finish(self):
        self.lines.put(None)
        self.thread.join(timeout=1)

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
