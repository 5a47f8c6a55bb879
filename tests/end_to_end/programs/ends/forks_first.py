# There is no thread yet when it forks.
import multiprocessing
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


process = multiprocessing.get_context("fork").Process(target=child)
process.start()
thread = threading.Thread(target=beat)
thread.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
