# as it is: timeout
# approved: timeout
import threading
threading.Thread(target=lambda: sum(iter(int, 1))).start()
