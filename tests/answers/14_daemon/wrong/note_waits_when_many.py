# rejected by: test_real_programs timeout
# why: a queue of limited size seems prudent, but then note() waits as soon as it is full
import atexit
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue(maxsize=1000)
        self.writer = threading.Thread(target=self.run, daemon=True)
        self.writer.start()
        atexit.register(self.close)

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)

    def close(self):
        self.lines.put(None)
        self.writer.join()
