"""An answer that one thread waits for, and that another forgets to give."""

from concurrent.futures import Future
from threading import Thread


def ask(answer: Future[int]) -> None:
    if answer.cancelled():
        answer.set_result(42)


def scenario() -> None:
    answer: Future[int] = Future()
    Thread(target=ask, args=(answer,), name="ann").start()
    print(answer.result())
