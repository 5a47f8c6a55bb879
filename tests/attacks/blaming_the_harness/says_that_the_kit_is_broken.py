# as it is: rejected: import treadle
# approved: failed: KitError: broken
import treadle.check
class Counter:
    value = 0
    def add(self): raise treadle.check.KitError('broken')
