# as it is: rejected: import treadle
# approved: tampered: passes on an answer that is wrong
import treadle.check as c
c.trials = 1
