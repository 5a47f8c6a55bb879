# self-deadlock: lock, the same thread
import threading

lock = threading.Lock()
with lock, lock:
    pass
