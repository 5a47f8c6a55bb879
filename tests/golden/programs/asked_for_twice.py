"""Two find the pot empty and both ask for more: nobody acts on what the cook was asked to change."""

import threading


class Pot:
    def __init__(self):
        self.servings = 0
        self.lock = threading.Lock()
        self.empty = threading.Semaphore(0)
        self.full = threading.Semaphore(0)

    def cook(self):
        while True:
            self.empty.acquire()
            self.servings = 2
            self.full.release()

    def eat(self):
        if self.servings == 0:
            self.empty.release()
            self.full.acquire()
        with self.lock:
            self.servings -= 1


def scenario():
    pot = Pot()
    threading.Thread(target=pot.cook, name="cook", daemon=True).start()
    guests = [threading.Thread(target=pot.eat, name=name) for name in ("ann", "bob")]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    assert pot.servings == 0, "2 servings were cooked and eaten, and there is something left"
