# rejected by: test_every_line_is_written wrong-result
# why: the main thread writes what is left, while the daemon still has a line in hand
import atexit
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(self.finish)

    def note(self, line):
        self.lines.put(line)

    def finish(self):
        while True:
            try:
                self.write(self.lines.get_nowait())
            except queue.Empty:
                return

    def run(self):
        while True:
            self.write(self.lines.get())


if __name__ == "__main__":
    Journal(print).note("open the till")
