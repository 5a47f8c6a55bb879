# held across a fork: the lock inside ready, 'getter'
import multiprocessing
import threading

ready = threading.Condition()
items = []


def get():
    with ready:
        while not items:
            ready.wait(0.5)


def put():
    with ready:
        items.append(1)
        ready.notify()


thread = threading.Thread(target=get, name="getter")
thread.start()
process = multiprocessing.get_context("fork").Process(target=put)
process.start()
process.join()
put()
thread.join()
