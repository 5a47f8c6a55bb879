# held across a fork: lock, 'beat'
import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


def task(number):
    with lock:
        return number


if __name__ == "__main__":
    thread = threading.Thread(target=beat, name="beat")
    thread.start()
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        print(list(pool.map(task, range(3))))
    stop.set()
    thread.join()
