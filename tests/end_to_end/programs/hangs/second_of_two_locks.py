# held across a fork: second, 'beat'
import multiprocessing
import threading

first = threading.Lock()
second = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with first:
            pass
        with second:
            pass


def child():
    with second:
        pass


thread = threading.Thread(target=beat, name="beat")
thread.start()
processes = [multiprocessing.get_context("fork").Process(target=child) for _ in range(3)]
for process in processes:
    process.start()
for process in processes:
    process.join()
stop.set()
thread.join()
