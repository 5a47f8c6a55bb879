# as it is: rejected: import os
# approved: failed: os.fork() copies the whole process, which cannot be
import os

while True:
    try:
        os.fork()
    except OSError:
        break
while True:
    pass
