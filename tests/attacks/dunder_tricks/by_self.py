# as it is: rejected: __dict__
# approved: failed: TypeError
def space(self):
    return self.__dict__


import threading

space(threading.Thread)["start"] = None
