"""State in variables: global, captured, bound by odd statements."""

import contextlib
import sys

import lazy_module
from together import both, twice

total = 0
also = 0
rows = []
made = None
name_1 = 0


def global_variable(guard):
    def work():
        global total
        with guard:
            total += 1

    twice(work)
    assert total == 2


def global_by_globals(guard):
    def work():
        with guard:
            value = also
            globals()["also"] = value + 1

    twice(work)
    assert also == 2


def global_of_the_module_object(guard):
    module = sys.modules[__name__]

    def work():
        global total
        with guard:
            value = total
            module.total = value + 1

    twice(work)
    assert total == 2


def global_list(guard):
    def work():
        with guard:
            if not rows:
                rows.append(1)

    twice(work)
    assert len(rows) == 1


def global_made_once(guard):
    calls = []

    def work():
        global made
        with guard:
            if made is None:
                calls.append(1)
                made = object()

    twice(work)
    assert len(calls) == 1


def nonlocal_variable(guard):
    count = 0

    def work():
        nonlocal count
        with guard:
            count += 1

    twice(work)
    assert count == 2


def captured_by_the_other(guard):
    ready = value = 0
    seen = []

    def write():
        nonlocal ready, value
        with guard:
            ready = 1
            value = 1

    def read():
        with guard:
            seen.append((ready, value))

    both(write, read)
    assert seen != [(1, 0)]


def rebound_by_the_maker(guard):
    import threading

    state = 1
    seen = []

    def look():
        with guard:
            first = state
            seen.append(first == state)

    thread = threading.Thread(target=look)
    thread.start()
    with guard:
        state = 2
    thread.join()
    assert seen == [True]


def captured_list(guard):
    count = [0]

    def work():
        with guard:
            count[0] += 1

    twice(work)
    assert count[0] == 2


def captured_by_a_lambda(guard):
    count = [0]
    read, write = (lambda: count[0]), (lambda value: count.__setitem__(0, value))

    def work():
        with guard:
            write(read() + 1)

    twice(work)
    assert count == [2]


def default_argument(guard):
    def work(cache={"count": 0}):
        with guard:
            cache["count"] += 1
        return cache

    twice(work)
    with guard:
        assert work.__defaults__[0]["count"] == 2


def default_argument_list(guard):
    sizes = []

    def work(seen=[]):
        with guard:
            seen.append(1)
            sizes.append(len(seen))

    twice(work)
    assert sorted(sizes) == [1, 2]


def bound_by_a_loop(guard):
    import threading

    seen = []
    threads = []
    for index in range(2):
        thread = threading.Thread(target=lambda: seen.append(index))
        thread.start()
        if isinstance(guard, contextlib.nullcontext):
            threads.append(thread)
        else:
            thread.join()
    for thread in threads:
        thread.join()
    assert seen == [0, 1]


def bound_by_walrus(guard):
    count = 0

    def work():
        nonlocal count
        with guard:
            print(count := count + 1)

    twice(work)
    assert count == 2


def bound_by_unpacking(guard):
    first = second = 0

    def work():
        nonlocal first, second
        with guard:
            first, second = second + 1, first + 1

    twice(work)
    assert first == second == 2


def bound_by_with(guard):
    current = 0
    seen = []

    def work():
        nonlocal current
        with guard:
            with contextlib.nullcontext(object()) as current:
                mine = current
                seen.append(mine is current)

    def other():
        nonlocal current
        with guard:
            current = 0

    both(work, other)
    assert seen == [True]


def bound_by_except(guard):
    import threading

    failures = []
    gate = threading.Event()
    error = None

    def look():
        gate.wait()
        with guard:
            try:
                failures.append(str(error))
            except NameError:
                failures.append("gone")

    thread = threading.Thread(target=look)
    thread.start()
    with guard:
        try:
            raise ValueError("a")
        except ValueError as error:
            gate.set()
        error = ValueError("b")
    thread.join()
    assert failures != ["gone"]


def bound_by_match(guard):
    seen = []
    found = 0

    def work():
        nonlocal found
        with guard:
            match [object()]:
                case [found]:
                    mine = found
                    seen.append(mine is found)

    twice(work)
    assert seen == [True, True]


def deleted(guard):
    extra = 1
    failures = []

    def work():
        nonlocal extra
        with guard:
            try:
                extra
            except NameError:
                failures.append(1)

    def drop():
        nonlocal extra
        with guard:
            del extra
            extra = 2

    both(work, drop)
    assert not failures


def bound_by_import(guard):
    seen = []
    text = None

    def load():
        nonlocal text
        with guard:
            import string as text

            text = None

    def look():
        with guard:
            seen.append(text)

    both(load, look)
    assert seen == [None]


def class_variable_in_a_method(guard):
    class Pool:
        size = 0
        members = []

        @classmethod
        def join(cls):
            with guard:
                cls.size += 1
                cls.members.append(cls.size)

    twice(Pool.join)
    assert Pool.members == [1, 2]


def made_by_the_module_when_asked_for(guard):
    seen = []

    def work():
        with guard:
            seen.append(lazy_module.client)

    twice(work)
    assert len(lazy_module.made) == 1
