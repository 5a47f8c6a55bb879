# forked inside the lock: lock, child holds it itself
import multiprocessing
import threading

lock = threading.Lock()


def child():
    with lock:
        pass


process = multiprocessing.get_context("fork").Process(target=child)
with lock:
    process.start()
process.join()
