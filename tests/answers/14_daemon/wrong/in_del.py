# rejected by: test_every_line_is_written wrong-result
# rejected by: test_real_programs wrong-result
# why: __del__ is not called as long as the thread has the journal, and it has it for ever
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def note(self, line):
        self.lines.put(line)

    def __del__(self):
        self.lines.put(None)
        self.thread.join()

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
