# as it is: rejected: import sys
# approved: failed: wrong-result: 1
import sys

sys.setswitchinterval(1e6)
