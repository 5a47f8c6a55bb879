# rejected by: test_two_threads_note_at_the_same_time exception
# why: the first line starts the writer; two that come at once both find none
import atexit
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        self.writer = None
        atexit.register(self.close)

    def note(self, line):
        if self.writer is None:
            self.writer = threading.Thread(target=self.work, daemon=True)
            self.writer.start()
        self.lines.put(line)

    def work(self):
        while (line := self.lines.get()) is not None:
            self.write(line)

    def close(self):
        if self.writer is not None:
            self.lines.put(None)
            self.writer.join()
