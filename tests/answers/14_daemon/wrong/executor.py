# rejected by: test_a_thread_may_go_on exception
# why: a pool has its end managed, but that comes before the end of the threads
from concurrent.futures import ThreadPoolExecutor


class Journal:
    def __init__(self, write):
        self.write = write
        self.pool = ThreadPoolExecutor(max_workers=1)

    def note(self, line):
        self.pool.submit(self.write, line)


if __name__ == "__main__":
    Journal(print).note("open the till")
