# Commands are started with another thread at work.
import subprocess
import sys
import threading

lock = threading.Lock()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        with lock:
            pass


thread = threading.Thread(target=beat)
thread.start()
for options in ({}, {"preexec_fn": int}):
    subprocess.run([sys.executable, "-c", ""], check=True, **options)
stop.set()
thread.join()
print(0)
