# rejected by: test_real_programs wrong-result
# why: takes every thread of the name that it gives its own for its own: a program's threads have any name
import queue
import threading
import time


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self.run, name="journal").start()

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            over = not any(
                thread.is_alive() and not thread.daemon and thread.name != "journal"
                for thread in threading.enumerate()
            )
            while not self.lines.empty():
                self.write(self.lines.get())
            if over:
                return
            time.sleep(0.01)


if __name__ == "__main__":
    Journal(print).note("open the till")
