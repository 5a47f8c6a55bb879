# rejected by: test_stop_during_a_call_waits_for_it wrong-result
# why: makes the next timer before the call: on time, but stop() knows nothing of the call
import threading


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind

    def start(self):
        self.timer = threading.Timer(self.every, self.ring)
        self.timer.start()

    def ring(self):
        self.start()
        self.remind()

    def stop(self):
        self.timer.cancel()
        self.timer.join()
