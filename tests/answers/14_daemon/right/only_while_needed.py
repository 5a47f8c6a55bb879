# A thread that is no daemon, and is there only while there is something to write.
import collections
import threading


class Journal:
    def __init__(self, write):
        self._write = write
        self._lock = threading.Lock()
        self._lines = collections.deque()
        self._at_work = False

    def note(self, line):
        with self._lock:
            self._lines.append(line)
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._run, daemon=False).start()

    def _run(self):
        while True:
            with self._lock:
                if not self._lines:
                    self._at_work = False
                    return
                line = self._lines.popleft()
            self._write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
