# A thread for each line, which waits for the one before it; Python waits for all of them.
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lock = threading.Lock()
        self.last = None

    def note(self, line):
        with self.lock:
            thread = threading.Thread(target=self.work, args=(line, self.last), daemon=False)
            thread.start()
            self.last = thread

    def work(self, line, before):
        if before is not None:
            before.join()
        self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
