# as it is: rejected: T.start
# approved: tampered: treadle.world.threads.Thread.start was changed
import threading

for T in [threading.Thread]:
    T.start = T.run
