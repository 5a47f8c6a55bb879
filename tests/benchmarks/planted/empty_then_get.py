"""Sees that the queue is not empty, and waits for ever for what somebody else has got."""

import queue


class Program:
    threads = ("work", "work")

    def __init__(self):
        self.tasks = queue.Queue()
        self.tasks.put("task")
        self.done = []

    def work(self):
        if not self.tasks.empty():
            self.done.append(self.tasks.get())

    def holds(self):
        return self.done == ["task"]


class Mended(Program):
    def work(self):
        try:
            task = self.tasks.get_nowait()
        except queue.Empty:
            return
        self.done.append(task)
