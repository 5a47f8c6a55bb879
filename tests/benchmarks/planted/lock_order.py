"""Two locks, taken in opposite orders."""

import threading


class Program:
    threads = ("there", "back")

    def __init__(self):
        self.left, self.right = threading.Lock(), threading.Lock()
        self.moves = 0

    def there(self):
        with self.left, self.right:
            self.moves += 1

    def back(self):
        with self.right, self.left:
            self.moves += 1

    def holds(self):
        return self.moves == 2


class Mended(Program):
    def back(self):
        with self.left, self.right:
            self.moves += 1
