# held across a fork: self.mutex, 'beat'
import multiprocessing
import threading


class Account:
    def __init__(self):
        self.mutex = threading.RLock()
        self.value = 0

    def deposit(self):
        with self.mutex:
            self.value += 1


account = Account()
stop = threading.Event()


def beat():
    while not stop.wait(0.01):
        account.deposit()


thread = threading.Thread(target=beat, name="beat")
thread.start()
process = multiprocessing.get_context("fork").Process(target=account.deposit)
process.start()
process.join()
stop.set()
thread.join()
