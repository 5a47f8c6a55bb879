# as it is: rejected: import subprocess
# approved: failed: wrong-result: 1
import subprocess

for _ in range(5):
    subprocess.Popen(["sleep", "987654"], start_new_session=True)
