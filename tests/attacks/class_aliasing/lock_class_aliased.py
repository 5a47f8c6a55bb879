# as it is: rejected: L.wait
# approved: tampered: treadle.world.condition.Condition.wait was changed
import threading

L = type(threading.Condition())
L.wait = lambda self, timeout=None: True
