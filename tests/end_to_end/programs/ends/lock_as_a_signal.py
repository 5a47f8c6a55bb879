# A lock that one thread takes and another releases.
import _thread

done = _thread.allocate_lock()
done.acquire()
_thread.start_new_thread(done.release, ())
done.acquire()
print(0)
