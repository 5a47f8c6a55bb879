"""A thread that fails, tidies up, and is never heard of again."""

from queue import Queue
from threading import Thread


def work(jobs: Queue[int]) -> None:
    try:
        print("abc".index(str(jobs.get())))
    finally:
        jobs.task_done()


def scenario() -> None:
    jobs: Queue[int] = Queue()
    Thread(target=work, args=(jobs,), name="ann").start()
    jobs.put(0)
    jobs.join()
