# as it is: rejected: import _thread
# approved: crashed or failed or timeout
import _thread, time

while True:
    _thread.start_new_thread(time.sleep, (60,))
