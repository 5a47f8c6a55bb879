# held across a fork: the lock inside lines, 'logger'
import multiprocessing
import queue
import threading

lines = queue.Queue()


def logger():
    while lines.get() is not None:
        pass


thread = threading.Thread(target=logger, name="logger")
thread.start()
process = multiprocessing.get_context("fork").Process(target=lines.put, args=("line",))
process.start()
process.join()
lines.put(None)
thread.join()
