# The child waits only for a time, or not at all.
import multiprocessing
import threading

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


def child():
    print(lock.acquire(timeout=0.01), lock.acquire(blocking=False))


thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
