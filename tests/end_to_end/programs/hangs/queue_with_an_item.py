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
processes = []
for number in range(3):
    lines.put(f"process {number} starts")
    process = multiprocessing.get_context("fork").Process(target=lines.put, args=("line",))
    process.start()
    processes.append(process)
for process in processes:
    process.join()
lines.put(None)
thread.join()
