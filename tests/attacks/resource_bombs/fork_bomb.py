# as it is: rejected: os.fork
# approved: failed: os.fork() copies the whole process, which cannot be
import os

while True:
    try:
        os.fork()
    except OSError:
        break
while True:
    pass
