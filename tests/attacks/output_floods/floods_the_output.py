# as it is: rejected: import os
# approved: timeout
import os

while True:
    os.write(1, b"x" * 65536)
