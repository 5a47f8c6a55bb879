# rejected by: test_every_line_is_written wrong-result
# rejected by: test_a_thread_may_go_on wrong-result
# why: the last line is not in the queue any more while it is being written
import atexit
import queue
import threading
import time


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()
        atexit.register(self.finish)

    def note(self, line):
        self.lines.put(line)

    def finish(self):
        while not self.lines.empty():
            time.sleep(0.01)

    def run(self):
        while True:
            self.write(self.lines.get())


if __name__ == "__main__":
    Journal(print).note("open the till")
