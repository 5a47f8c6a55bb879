# rejected by: test_a_thread_may_go_on wrong-result
# why: takes the end of the main thread for the end of the program
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self.run).start()
        threading.Thread(target=self.end).start()

    def note(self, line):
        self.lines.put(line)

    def end(self):
        threading.main_thread().join()
        self.lines.put(None)

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
