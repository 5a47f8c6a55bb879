# rejected by: test_every_line_is_written wrong-result
# why: a lock keeps the lines apart, but not in order
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lock = threading.Lock()

    def note(self, line):
        threading.Thread(target=self.work, args=(line,)).start()

    def work(self, line):
        with self.lock:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
