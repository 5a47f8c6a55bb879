# held across a fork: lock, 'beat'
import os
import threading
import time

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.is_set():
        with lock:
            pass
        time.sleep(1)


thread = threading.Thread(target=beat, name="beat")
thread.start()
time.sleep(0.2)
child = os.fork()
if child == 0:
    with lock:
        os._exit(0)
os.waitpid(child, 0)
stop.set()
thread.join()
