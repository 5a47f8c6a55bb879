# as it is: rejected: import os
# approved: crashed or failed
import os

while True:
    os.dup(1)
