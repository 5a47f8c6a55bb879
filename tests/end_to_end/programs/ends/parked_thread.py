# The other thread stands still, without the lock, while it forks.
import multiprocessing
import threading

lock = threading.Lock()
stop = threading.Event()
pause = threading.Condition()
wanted = parked = False


def beat():
    global parked
    while not stop.wait(0.01):
        with pause:
            parked = True
            pause.notify_all()
            pause.wait_for(lambda: not wanted)
            parked = False
        with lock:
            pass


def child():
    with lock:
        pass


thread = threading.Thread(target=beat)
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
with pause:
    wanted = True
    pause.wait_for(lambda: parked)
process.start()
with pause:
    wanted = False
    pause.notify_all()
process.join()
stop.set()
thread.join()
print(process.exitcode)
