# The child releases a lock that is taken.
import multiprocessing
import threading

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


def child():
    if lock.locked():
        lock.release()
    with lock:
        pass


thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
