# as it is: rejected: import os
# approved: crashed: exit code
import os
os.closerange(0, 256)
