"""Who has not got the second lock in time goes on without it, and gives it back all the same."""

from threading import Lock, Thread


def work(mine: Lock, other: Lock) -> None:
    with mine:
        other.acquire(timeout=1)
        print("at work")
        other.release()


def scenario() -> None:
    left, right = Lock(), Lock()
    threads = [
        Thread(target=work, args=(left, right), name="ann"),
        Thread(target=work, args=(right, left), name="bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
