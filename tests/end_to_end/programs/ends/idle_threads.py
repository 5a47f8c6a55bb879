# All other threads wait for something that does not come.
import multiprocessing
import queue
import sys
import threading
import time

things = [queue.Queue().get, queue.SimpleQueue().get, threading.Event().wait]
things += [threading.Semaphore(0).acquire, sys.stdin.read, lambda: time.sleep(60)]
for thing in things:
    threading.Thread(target=thing, daemon=True).start()
process = multiprocessing.get_context("fork").Process(target=print, args=("child",))
process.start()
process.join()
print(process.exitcode)
