# rejected by: test_every_line_is_written exception
# rejected by: test_real_programs wrong-result
# why: all is written, so the process can end at once; but it takes the exit status along
import atexit
import os
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        atexit.register(self.finish)

    def note(self, line):
        self.lines.put(line)

    def finish(self):
        self.lines.put(None)
        self.thread.join()
        os._exit(0)

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
