# as it is: rejected
# approved: tampered: sys._getframe was changed
import sys

sys._getframe = None
