import queue


class Shelf:
    def __init__(self, room):
        queue_ = queue.Queue(maxsize=room)
        self.put, self.take = queue_.put, queue_.get
