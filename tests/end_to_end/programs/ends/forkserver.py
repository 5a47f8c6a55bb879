# Its children are started by forkserver: they import this file, and share no lock.
import multiprocessing
import sys
import threading

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


class Given:
    value = 5


def child(given):
    with lock:
        print(__name__, given.value, sys.argv[1:])


if __name__ == "__main__":
    thread = threading.Thread(target=beat)
    thread.start()
    process = multiprocessing.get_context("forkserver").Process(target=child, args=(Given(),))
    process.start()
    process.join()
    stop.set()
    thread.join()
    print(process.exitcode)
