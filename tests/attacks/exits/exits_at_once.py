# as it is: rejected: os._exit
# approved: failed: os._exit() ends the whole process at once, and the checks
import os

os._exit(0)
