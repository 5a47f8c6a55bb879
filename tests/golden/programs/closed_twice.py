"""Two who give a file back both find that they were the last; what one has read it wrote itself."""

import threading


class Shared:
    def __init__(self):
        self.users = 2
        self.closed = 0
        self.lock = threading.Lock()

    def give_back(self):
        with self.lock:
            self.users -= 1
        if self.users == 0:
            self.closed += 1


def scenario():
    file = Shared()
    users = [threading.Thread(target=file.give_back, name=name) for name in ("ann", "bob")]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert file.closed == 1, f"the file was closed {file.closed} times"
