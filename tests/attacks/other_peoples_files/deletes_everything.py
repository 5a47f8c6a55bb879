# as it is: rejected: import shutil
# approved: failed: wrong-result: 1
import shutil

shutil.rmtree("/tmp", ignore_errors=True)
shutil.rmtree("/dev/shm", ignore_errors=True)
