# The handlers of `logging` get new locks in a child.
import logging
import multiprocessing
import sys
import threading

logging.basicConfig(stream=sys.stdout, level=logging.INFO)
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        logging.info("beat")


thread = threading.Thread(target=beat)
thread.start()
process = multiprocessing.get_context("fork").Process(target=logging.info, args=("child",))
process.start()
process.join()
stop.set()
thread.join()
print(process.exitcode)
