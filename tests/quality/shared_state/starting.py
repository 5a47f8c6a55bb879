"""Whether a thread has been started, which others ask who do not start it."""

import threading

from together import both, fails, twice


def started_unless_it_is_alive(guard):
    done = threading.Event()
    worker = threading.Thread(target=done.wait)
    failed = []

    def begin():
        with guard:
            if not worker.is_alive():
                worker.start()

    twice(lambda: failed.append(fails(begin, RuntimeError)))
    done.set()
    worker.join()
    assert not any(failed)


def started_unless_it_has_a_number(guard):
    worker = threading.Thread(target=int)
    failed = []

    def begin():
        with guard:
            if worker.ident is None:
                worker.start()

    twice(lambda: failed.append(fails(begin, RuntimeError)))
    worker.join()
    assert not any(failed)


def waited_for_when_it_is_made(guard):
    workers = []
    failed = []

    def begin():
        with guard:
            worker = threading.Thread(target=int)
            workers.append(worker)
            worker.start()

    def wait():
        with guard:
            for worker in workers:
                worker.join()

    both(begin, lambda: failed.append(fails(wait, RuntimeError)))
    assert not any(failed)
