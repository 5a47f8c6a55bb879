# What Python's own tests ask of locks and what is built on them.
import sys
import threading
import unittest

try:
    from test import lock_tests
except ImportError:  # not every Python comes with its tests
    print(0)
    sys.exit()


class LockTests(lock_tests.LockTests):
    locktype = staticmethod(threading.Lock)


class RLockTests(lock_tests.RLockTests):
    locktype = staticmethod(threading.RLock)


class EventTests(lock_tests.EventTests):
    eventtype = staticmethod(threading.Event)


class ConditionTests(lock_tests.ConditionTests):
    condtype = staticmethod(threading.Condition)


class SemaphoreTests(lock_tests.SemaphoreTests):
    semtype = staticmethod(threading.Semaphore)


class BarrierTests(lock_tests.BarrierTests):
    barriertype = staticmethod(threading.Barrier)


assert unittest.main(exit=False).result.wasSuccessful()
print(0)
