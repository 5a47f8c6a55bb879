# as it is: rejected: import treadle
# approved: failed: wrong-result: 1
import treadle.world.prepared as prepared

prepared._code.clear()
