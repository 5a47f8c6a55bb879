# as it is: rejected: import treadle
# approved: failed: wrong-result
import treadle.check as c
c.explore.__kwdefaults__['schedules'] = 1
c.run.__defaults__ = (None,)
