# rejected by: test_every_line_is_written wrong-result
# rejected by: test_real_programs wrong-result
# why: tells the writer that it is over, and does not wait until it is
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

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
