# rejected by: test_it_reminds_again_and_again exception
# rejected by: test_stop_at_the_moment_of_a_call exception
# rejected by: test_a_call_that_takes_a_while_delays_nothing wrong-result
# why: looks at a flag, and then makes the timer: stop() may come in between, or before it begins
import threading


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.running = True

    def start(self):
        self.timer = threading.Timer(self.every, self.ring)
        self.timer.start()

    def ring(self):
        self.remind()
        if self.running:
            self.start()

    def stop(self):
        self.running = False
        self.timer.cancel()
        self.timer.join()
