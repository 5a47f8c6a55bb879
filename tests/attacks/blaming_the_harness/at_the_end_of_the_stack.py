# as it is: failed
# approved: failed

class Counter:
    def __init__(self): self.value = 0
    def add(self):
        done = []
        def down():
            if done: return
            try: down()
            except RecursionError: pass
            if not done:
                done.append(1)
                v = self.value
                self.value = v + 1
        down()
