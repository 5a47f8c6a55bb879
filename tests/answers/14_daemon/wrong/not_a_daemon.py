# rejected by: test_every_line_is_written deadlock
# rejected by: test_a_program_that_notes_nothing_ends deadlock
# rejected by: test_real_programs timeout
# why: all is written, but the writer waits for another line for ever, and Python for the writer
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self.run, daemon=False).start()

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while True:
            self.write(self.lines.get())


if __name__ == "__main__":
    Journal(print).note("open the till")
