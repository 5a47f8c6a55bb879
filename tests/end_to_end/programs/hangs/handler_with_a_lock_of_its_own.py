# held across a fork: guard, 'beat'
import logging
import multiprocessing
import threading


class Handler(logging.Handler):
    guard = threading.Lock()

    def emit(self, record):
        with self.guard:
            pass


logger = logging.getLogger("beats")
logger.addHandler(Handler())
logger.warning("begin")
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        logger.warning("beat")


thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=logger.warning, args=("child",))
process.start()
process.join()
stop.set()
thread.join()
