# weakref.finalize is called when the program ends, at the latest.
import queue
import threading
import weakref


def work(lines, write):
    while (line := lines.get()) is not None:
        write(line)


def finish(lines, writer):
    lines.put(None)
    writer.join()


class Journal:
    def __init__(self, write):
        self._lines = queue.SimpleQueue()
        writer = threading.Thread(target=work, args=(self._lines, write), daemon=True)
        writer.start()
        weakref.finalize(self, finish, self._lines, writer)

    def note(self, line):
        self._lines.put(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
