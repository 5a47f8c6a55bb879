# What the daemon has not begun when the program ends is written by the main thread.
import atexit
import collections
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = collections.deque()
        self.some = threading.Semaphore(0)
        self.pen = threading.Lock()
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(self.write_all)

    def note(self, line):
        self.lines.append(line)
        self.some.release()

    def write_all(self):
        with self.pen:
            while self.lines:
                self.write(self.lines.popleft())

    def run(self):
        while True:
            self.some.acquire()
            self.write_all()


if __name__ == "__main__":
    Journal(print).note("open the till")
