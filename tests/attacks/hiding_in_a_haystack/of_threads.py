# as it is: failed
# approved: failed
import threading
class Counter:
    def __init__(self):
        self.value = 0
        self.noise = 0
    def hum(self):
        for i in range(50): self.noise = self.noise + 1
    def add(self):
        ts = [threading.Thread(target=self.hum) for _ in range(8)]
        for t in ts: t.start()
        for t in ts: t.join()
        v = self.value
        self.value = v + 1
