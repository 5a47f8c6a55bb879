# rejected by: test_a_thread_may_go_on wrong-result
# why: a hook of threading itself, which is called before the other threads are waited for
import queue
import threading


class Journal:
    def __init__(self, write):
        self.write = write
        self.lines = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        threading._register_atexit(self.finish)

    def note(self, line):
        self.lines.put(line)

    def finish(self):
        self.lines.put(None)
        self.thread.join()

    def run(self):
        while (line := self.lines.get()) is not None:
            self.write(line)


if __name__ == "__main__":
    Journal(print).note("open the till")
