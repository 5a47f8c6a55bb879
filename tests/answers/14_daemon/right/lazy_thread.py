# The thread begins with the first line, the end of the program is a flag beside the lines.
import atexit
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = []
        self.thread = None
        self.ended = False
        self.mutex = threading.RLock()
        self.wake = threading.Condition(self.mutex)

    def note(self, line):
        with self.mutex:
            self.lines += [line]
            if self.thread is None:
                self.thread = threading.Thread(target=self.run, name="writer", daemon=True)
                self.thread.start()
                atexit.register(self.end)
            self.wake.notify()

    def end(self):
        with self.mutex:
            self.ended = True
            self.wake.notify()
        self.thread.join()

    def run(self):
        while True:
            with self.mutex:
                while not self.lines and not self.ended:
                    self.wake.wait()
                batch, self.lines = self.lines, []
                if not batch:
                    return
            for line in batch:
                self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
