# as it is: rejected: os.write
# approved: timeout
import os

while True:
    os.write(1, b"x" * 65536)
