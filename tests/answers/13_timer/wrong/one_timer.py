# rejected by: test_it_reminds_again_and_again wrong-result
# why: takes a Timer for periodic: it fires once
import threading


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind

    def start(self):
        self.timer = threading.Timer(self.every, self.remind)
        self.timer.start()

    def stop(self):
        self.timer.cancel()
        self.timer.join()
