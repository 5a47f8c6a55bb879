# held across a fork: log_lock, 'beat'
import multiprocessing
import threading

log_lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with log_lock:
            pass


def child():
    with log_lock:
        pass


thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
