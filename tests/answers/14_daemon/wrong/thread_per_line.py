# rejected by: test_every_line_is_written wrong-result
# why: Python waits for all of them, but nobody says in which order they write
import threading


class Journal:
    def __init__(self, write):
        self.write = write

    def note(self, line):
        threading.Thread(target=self.write, args=(line,)).start()


if __name__ == "__main__":
    Journal(print).note("open the till")
