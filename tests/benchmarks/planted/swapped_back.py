"""Compare-and-swap on a stack whose top has gone and come back meanwhile."""

import threading


class Program:
    threads = ("pop", "pop_pop_push")

    def __init__(self):
        self.below = {"a": "b", "b": None}
        self.top = "a"
        self.version = 0
        self.popped = []
        self.lock = threading.Lock()

    def swap(self, version, old, new):
        with self.lock:
            if self.top == old:
                self.top = new
                return True
            return False

    def pop(self):
        version, top = self.version, self.top
        if top is not None and self.swap(version, top, self.below[top]):
            self.popped.append(top)

    def pop_pop_push(self):
        self.pop()
        self.pop()
        version, top = self.version, self.top
        if "a" in self.popped:
            self.below["a"] = top
            if self.swap(version, top, "a"):
                self.popped.remove("a")

    def holds(self):
        stack, top = [], self.top
        while top is not None:
            stack.append(top)
            top = self.below[top]
        return sorted(stack + self.popped) == ["a", "b"]


class Mended(Program):
    def swap(self, version, old, new):
        with self.lock:
            if self.top == old and self.version == version:
                self.top = new
                self.version += 1
                return True
            return False

    def pop(self):
        with self.lock:
            version, top = self.version, self.top
            below = None if top is None else self.below[top]
        if top is not None and self.swap(version, top, below):
            with self.lock:
                self.popped.append(top)

    def pop_pop_push(self):
        self.pop()
        self.pop()
        with self.lock:
            version, top = self.version, self.top
            mine = "a" in self.popped
            if mine:
                self.below["a"] = top
        if mine and self.swap(version, top, "a"):
            with self.lock:
                self.popped.remove("a")
