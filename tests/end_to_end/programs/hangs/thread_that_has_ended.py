# never released: lock, 'taker'
import threading

lock = threading.Lock()


def take():
    lock.acquire()


thread = threading.Thread(target=take, name="taker")
thread.start()
thread.join()
lock.acquire()
