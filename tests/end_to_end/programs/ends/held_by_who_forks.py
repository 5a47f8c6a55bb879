# The thread that forks has the lock, and both sides release it.
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


os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)

thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
