# as it is: rejected: threading.Thread
# approved: tampered: threading.Thread was changed
import threading


class Now(threading.Thread):
    def start(self):
        self.run()


threading.Thread = Now
