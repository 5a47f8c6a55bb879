"""Who takes a permit with the lock held keeps out who would give one back."""

from threading import Lock, Semaphore, Thread

lock = Lock()
free = Semaphore(0)


def take() -> None:
    with lock:
        free.acquire()


def give_back() -> None:
    with lock:
        free.release()


def scenario() -> None:
    threads = [Thread(target=take, name="take"), Thread(target=give_back, name="give_back")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
