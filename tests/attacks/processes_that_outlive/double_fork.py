# as it is: rejected: os.fork
# approved: failed: os.fork() copies the whole process, which cannot be
import os

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv("/bin/sleep", ["sleep", "987654"])
    os._exit(0)
