"""Three philosophers, three forks, everybody takes the left one first."""

import threading


class Program:
    threads = ("first", "second", "third")

    def __init__(self):
        self.forks = [threading.Lock() for _ in range(3)]
        self.meals = [0, 0, 0]

    def dine(self, seat, left, right):
        with self.forks[left], self.forks[right]:
            self.meals[seat] += 1

    def first(self):
        self.dine(0, 0, 1)

    def second(self):
        self.dine(1, 1, 2)

    def third(self):
        self.dine(2, 2, 0)

    def holds(self):
        return self.meals == [1, 1, 1]


class Mended(Program):
    def third(self):
        self.dine(2, 0, 2)
