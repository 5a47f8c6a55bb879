# The queue knows what is done: the program waits until that is everything.
import atexit
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(self.lines.join)

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            line = self.lines.get()
            try:
                self.write(line)
            finally:
                self.lines.task_done()


if __name__ == "__main__":
    Journal(print).note("open the till")
