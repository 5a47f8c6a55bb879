# as it is: rejected: os.dup
# approved: crashed or failed
import os

while True:
    os.dup(1)
