# as it is: rejected: sys.setswitchinterval
# approved: failed: wrong-result: 1
import sys

sys.setswitchinterval(1e6)
