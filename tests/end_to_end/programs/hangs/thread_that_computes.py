# held across a fork: lock, 'spin'
import multiprocessing
import threading

lock = threading.Lock()
done = False


def spin():
    while not done:
        total = sum(range(20_000))
        with lock:
            assert total


def child():
    with lock:
        pass


thread = threading.Thread(target=spin, name="spin")
thread.start()
process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
done = True
thread.join()
