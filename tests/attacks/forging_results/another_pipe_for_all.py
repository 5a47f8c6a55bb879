# as it is: rejected: os.open
# approved: crashed: exit code
import os
n = os.open('/dev/null', os.O_RDWR)
for i in range(64):
    try: os.dup2(n, i)
    except OSError: pass
