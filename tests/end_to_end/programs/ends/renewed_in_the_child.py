# The child gets a new lock.
import multiprocessing
import os
import threading

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


def child():
    with lock:
        pass


def renew():
    global lock
    lock = threading.Lock()


os.register_at_fork(after_in_child=renew)

thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
