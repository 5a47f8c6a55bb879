# as it is: rejected: threading.Thread
# approved: failed: wrong-result: 1
import threading


class Now(threading.Thread):
    def start(self):
        self.run()


threading.Thread = Now
