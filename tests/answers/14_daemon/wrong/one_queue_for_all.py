# rejected by: test_a_program_has_two_journals wrong-result
# why: an attribute of the class is shared by all journals
import atexit
import queue
import threading


class Journal:
    lines = queue.Queue()

    def __init__(self, write):
        self.write = write
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(self.lines.join)

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            self.write(self.lines.get())
            self.lines.task_done()


if __name__ == "__main__":
    Journal(print).note("open the till")
