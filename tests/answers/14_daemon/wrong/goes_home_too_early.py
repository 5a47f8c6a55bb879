# rejected by: test_every_line_is_written wrong-result
# why: a writer that is started again when needed, but between 'nothing left' and 'gone' a line is left lying
import collections
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = collections.deque()
        self.thread = None

    def note(self, line):
        self.lines.append(line)
        if self.thread is None or not self.thread.is_alive():
            self.thread = threading.Thread(target=self.run)
            self.thread.start()

    def run(self):
        while self.lines:
            self.write(self.lines.popleft())


if __name__ == "__main__":
    Journal(print).note("open the till")
