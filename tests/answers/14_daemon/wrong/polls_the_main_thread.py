# rejected by: test_a_thread_may_go_on wrong-result
# why: goes home when the main thread has ended and nothing is left, but another thread goes on
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.Queue()
        threading.Thread(target=self.run).start()

    def note(self, line):
        self.lines.put(line)

    def run(self):
        while threading.main_thread().is_alive() or not self.lines.empty():
            try:
                line = self.lines.get(timeout=0.05)
            except queue.Empty:
                continue
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
