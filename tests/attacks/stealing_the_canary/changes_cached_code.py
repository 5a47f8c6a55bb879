# as it is: rejected: import treadle
# approved: failed: wrong-result: 1
import treadle.world as world

world._code.clear()
