# rejected by: test_nobody_waits_longer_than_needed wrong-result
# why: nothing is left at the end, because note() waits until all is written
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()

    def note(self, line):
        self.lines.put(line)
        self.lines.join()

    def run(self):
        while True:
            self.write(self.lines.get())
            self.lines.task_done()


if __name__ == "__main__":
    Journal(print).note("open the till")
