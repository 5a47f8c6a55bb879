"""The eight small programs of SCTBench for which figures are published, each written anew.

They are of its part "CS" (Thomson, Donaldson, Betts: "Concurrency testing using schedule
bounding: an empirical study", PPoPP 2014). Threads, their order, locks, steps and assertions are
those of the originals; a block that is atomic there holds a lock here.
"""

import threading


def run(*bodies):
    """Start a thread for each of *bodies*, in their order, and wait for all."""
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def account():
    """Who checks the books expects the wrong sum, but looks only when all is booked."""
    lock = threading.Lock()
    before, paid_in, paid_out = 1, 2, 4
    balance = before
    deposit_done = withdraw_done = False

    def deposit():
        nonlocal balance, deposit_done
        with lock:
            balance = balance + paid_in
            deposit_done = True

    def withdraw():
        nonlocal balance, withdraw_done
        with lock:
            balance = balance - paid_out
            withdraw_done = True

    def check():
        with lock:
            if deposit_done and withdraw_done:
                assert balance == before - paid_in - paid_out

    run(check, deposit, withdraw)


def lazy01():
    """Two threads add, the third takes for granted that it is not the last."""
    lock = threading.Lock()
    data = 0

    def add_one():
        nonlocal data
        with lock:
            data += 1

    def add_two():
        nonlocal data
        with lock:
            data += 2

    def check():
        with lock:
            assert data < 3

    run(add_one, add_two, check)


def token_ring():
    """Three values are passed on around a ring; only one order of the threads makes them equal."""
    lock = threading.Lock()
    first, second, third = 1, 2, 1
    done_1 = done_2 = done_3 = False

    def pass_1():
        nonlocal first, done_1
        with lock:
            first = (third + 1) % 4
            done_1 = True

    def pass_2():
        nonlocal second, done_2
        with lock:
            second = first
            done_2 = True

    def pass_3():
        nonlocal third, done_3
        with lock:
            third = second
            done_3 = True

    def check():
        with lock:
            if done_1 and done_2 and done_3:
                assert first == second and second == third

    run(pass_1, pass_2, pass_3, check)


def twostage(writers=1, readers=1):
    """Two values are changed under a lock each; a reader sees the one changed, the other not."""
    lock_1, lock_2 = threading.Lock(), threading.Lock()
    data_1 = data_2 = 0

    def write():
        nonlocal data_1, data_2
        with lock_1:
            data_1 = 1
        with lock_2:
            data_2 = data_1 + 1

    def read():
        with lock_1:
            if data_1 == 0:
                return
            seen_1 = data_1
        with lock_2:
            seen_2 = data_2
        assert seen_2 == seen_1 + 1

    run(*[write] * writers, *[read] * readers)


def wronglock_3(careful=1, careless=3):
    """A value is changed under one lock here, and under another there."""
    lock, other_lock = threading.Lock(), threading.Lock()
    value = 0

    def check():
        nonlocal value
        with lock:
            seen = value
            value += 1
            assert value == seen + 1

    def add():
        nonlocal value
        with other_lock:
            value += 1

    run(*[check] * careful, *[add] * careless)


def reorder_3(setters=2, checkers=1):
    """Two values are set one after the other; a reader comes between."""
    a = b = 0

    def put():
        nonlocal a, b
        a = 1
        b = -1

    def check():
        assert (a == 0 and b == 0) or (a == 1 and b == -1)

    run(*[put] * setters, *[check] * checkers)


def bluetooth_driver():
    """A driver is stopped while a request that has seen it running is on its way."""
    atomic = threading.Lock()

    class Device:
        def __init__(self):
            self.pending = 1
            self.stopping = False
            self.event = False

    device = Device()
    stopped = False

    def increment():
        if device.stopping:
            return False
        with atomic:
            device.pending += 1
        return True

    def decrement():
        with atomic:
            device.pending -= 1
            pending = device.pending
        if pending == 0:
            device.event = True

    def request():
        if increment():
            assert not stopped
        decrement()

    def stop():
        nonlocal stopped
        device.stopping = True
        decrement()
        if device.event:
            stopped = True

    thread = threading.Thread(target=stop)
    thread.start()
    request()
    thread.join()


def stack(size=10):
    """Who takes from a stack looks whether something was ever there, not whether it still is."""
    lock = threading.Lock()
    items = [0] * size
    top = 0
    flag = False

    def push(item):
        nonlocal top
        if top == size:
            return False
        items[top] = item
        top += 1
        return True

    def pop():
        nonlocal top
        if top == 0:
            return None
        top -= 1
        return items[top]

    def fill():
        nonlocal flag
        for i in range(size):
            with lock:
                assert push(i)
                flag = True

    def empty():
        for _ in range(size):
            with lock:
                if flag:
                    assert pop() is not None

    run(fill, empty)
