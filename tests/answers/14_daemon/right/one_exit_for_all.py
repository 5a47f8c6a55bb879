# All journals are kept in a list, and one function at the end of the program closes them.
import atexit
import queue
import threading

journals = []


@atexit.register
def close_all():
    for journal in journals:
        journal.close()


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        journals.append(self)

    def note(self, line):
        self.lines.put(("line", line))

    def close(self):
        self.lines.put(("end", ""))
        self.over.wait()

    def run(self):
        while True:
            kind, line = self.lines.get()
            if kind == "end":
                self.over.set()
                return
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
