# rejected by: test_a_program_has_two_journals wrong-result
# why: remembers the last journal only, so that the end of the program waits for no other
import atexit
import queue
import threading

writer = None


def finish():
    if writer is not None:
        writer.join()


atexit.register(finish)


class Journal:
    def __init__(self, write):
        global writer
        self.write = write
        self.lines = writer = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            self.write(self.lines.get())
            self.lines.task_done()


if __name__ == "__main__":
    Journal(print).note("open the till")
