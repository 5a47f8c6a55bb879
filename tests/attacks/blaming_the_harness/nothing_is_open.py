# as it is: rejected: os.closerange
# approved: crashed: exit code
import os
os.closerange(0, 256)
