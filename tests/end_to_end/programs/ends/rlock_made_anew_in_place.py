# The child makes the same re-entrant lock new.
import multiprocessing
import os
import threading

lock = threading.RLock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


def child():
    with lock:
        pass


os.register_at_fork(after_in_child=lock._at_fork_reinit)

thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
