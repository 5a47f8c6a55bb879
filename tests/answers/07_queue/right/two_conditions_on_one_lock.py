import threading

END = object()


class Bus:
    def __init__(self, room):
        self.ring = [None] * room
        self.first = self.used = 0
        self.open = True
        lock = threading.RLock()
        self.room_made, self.something_there = threading.Condition(lock), threading.Condition(lock)

    def send(self, message):
        with self.room_made:
            self.room_made.wait_for(lambda: not self.open or self.used < len(self.ring))
            if self.open:
                self.ring[(self.first + self.used) % len(self.ring)] = message
                self.used += 1
                self.something_there.notify()
            return self.open

    def receive(self):
        with self.something_there:
            while self.open and self.used == 0:
                self.something_there.wait()
            if self.used == 0:
                return END
            message = self.ring[self.first]
            self.first = (self.first + 1) % len(self.ring)
            self.used -= 1
            self.room_made.notify()
            return message

    def close(self):
        with self.room_made:
            self.open = False
            self.room_made.notify_all()
            self.something_there.notify_all()
