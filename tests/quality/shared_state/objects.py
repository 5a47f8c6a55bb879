"""State in objects of C types, in iterators and generators, in classes of the standard library."""

import array
import collections
import csv
import ctypes
import io
import itertools
import random
import struct
import threading
import types
from types import SimpleNamespace

from together import both, fails, twice


def bytearray_item(guard):
    shared = bytearray(1)

    def work():
        with guard:
            shared[0] += 1

    twice(work)
    assert shared[0] == 2


def array_item(guard):
    shared = array.array("i", [0])

    def work():
        with guard:
            shared[0] += 1

    twice(work)
    assert shared[0] == 2


def array_method(guard):
    shared = array.array("i", [0])
    failures = []

    def work():
        with guard:
            if len(shared):
                failures.append(fails(lambda: shared.pop(), IndexError))

    twice(work)
    assert not any(failures)


def memoryview_item(guard):
    shared = memoryview(bytearray(1))

    def work():
        with guard:
            shared[0] += 1

    twice(work)
    assert shared[0] == 2


def memoryview_and_what_it_shows(guard):
    data = bytearray(1)
    view = memoryview(data)

    def work():
        with guard:
            value = data[0]
            view[0] = value + 1

    twice(work)
    assert data[0] == 2


def pack_into(guard):
    data = bytearray(4)

    def work():
        with guard:
            (value,) = struct.unpack_from("i", data, 0)
            struct.pack_into("i", data, 0, value + 1)

    twice(work)
    assert struct.unpack("i", data) == (2,)


def packed_by_struct_object(guard):
    data = bytearray(4)
    integer = struct.Struct("i")

    def work():
        with guard:
            (value,) = integer.unpack_from(data)
            integer.pack_into(data, 0, value + 1)

    twice(work)
    assert integer.unpack(data) == (2,)


def ordered_dict(guard):
    shared = collections.OrderedDict(a=1, b=2)
    seen = []

    def change():
        with guard:
            shared.move_to_end("a")
            shared.move_to_end("b")

    def look():
        with guard:
            seen.append(list(shared))

    both(change, look)
    assert seen == [["a", "b"]]


class StampedDict(dict):
    """Sets its items by code of its own, and deletes them as every dict does."""

    def __setitem__(self, key, value):
        super().__setitem__(key, (value, "stamp"))


def item_deleted_by_what_a_class_inherits(guard):
    shared = StampedDict()
    shared["a"] = 1
    failures = []

    def work():
        with guard:
            if "a" in shared:
                try:
                    del shared["a"]
                except KeyError:
                    failures.append("a")

    twice(work)
    assert not any(failures)


class CountingDict(dict):
    """Leaves nothing of how it is read to `dict` but to look for a key."""

    def __getitem__(self, key):
        return super().__getitem__(key)

    def __iter__(self):
        return super().__iter__()

    def __len__(self):
        return super().__len__()


def key_sought_by_what_a_class_inherits(guard):
    shared = CountingDict()
    seen = []

    def change():
        with guard:
            shared["a"] = 1
            del shared["a"]

    def look():
        with guard:
            seen.append("a" in shared)

    both(change, look)
    assert seen == [False]


def counter(guard):
    shared = collections.Counter()

    def work():
        with guard:
            shared["a"] += 1

    twice(work)
    assert shared["a"] == 2


def counter_update(guard):
    shared = collections.Counter()
    seen = []

    def change():
        with guard:
            shared.update("a")
            shared.update("a")

    def look():
        with guard:
            seen.append(shared.most_common(1))

    both(change, look)
    assert seen != [[("a", 1)]]


def counter_made(guard):
    shared = []
    seen = []

    def change():
        with guard:
            shared.append(1)
            shared.append(1)

    def look():
        with guard:
            seen.append(collections.Counter(shared)[1])

    both(change, look)
    assert seen != [1]


def chain_map(guard):
    shared = collections.ChainMap({"a": 0})

    def work():
        with guard:
            shared["a"] = shared["a"] + 1

    twice(work)
    assert shared["a"] == 2


def chain_map_and_its_first(guard):
    first = {"a": 0}
    shared = collections.ChainMap(first)

    def work():
        with guard:
            value = shared["a"]
            first["a"] = value + 1

    twice(work)
    assert shared["a"] == 2


def user_dict(guard):
    shared = collections.UserDict(a=0)

    def work():
        with guard:
            shared["a"] = shared.get("a") + 1

    twice(work)
    assert shared["a"] == 2


def user_list(guard):
    shared = collections.UserList()
    seen = []

    def change():
        with guard:
            shared.append(1)
            shared.append(1)

    def look():
        with guard:
            seen.append(len(shared))

    both(change, look)
    assert seen != [1]


def mapping_proxy(guard):
    shared = {"a": 0}
    proxy = types.MappingProxyType(shared)

    def work():
        with guard:
            shared["a"] = proxy["a"] + 1

    twice(work)
    assert shared["a"] == 2


def string_io(guard):
    shared = io.StringIO()
    seen = []

    def change():
        with guard:
            shared.write("a")
            shared.write("b")

    def look():
        with guard:
            seen.append(shared.getvalue())

    both(change, look)
    assert seen != ["a"]


def string_io_printed(guard):
    shared = io.StringIO()

    def work():
        with guard:
            print("a", end="", file=shared)
            print("b", end="", file=shared)

    twice(work)
    assert shared.getvalue() == "abab"


def bytes_io(guard):
    shared = io.BytesIO(b"ab")
    seen = []

    def work():
        with guard:
            shared.seek(0)
            seen.append(shared.read(1))

    twice(work)
    assert seen == [b"a", b"a"]


def count(guard):
    shared = itertools.count()
    seen = []

    def work():
        with guard:
            first, second = next(shared), next(shared)
            seen.append(second - first)

    twice(work)
    assert seen == [1, 1]


def count_by_method(guard):
    take = itertools.count().__next__
    seen = []

    def work():
        with guard:
            first = take()
            seen.append(take() - first)

    twice(work)
    assert seen == [1, 1]


def cycle(guard):
    shared = itertools.cycle([0, 1])
    seen = []

    def work():
        with guard:
            seen.append((next(shared), next(shared)))

    twice(work)
    assert seen == [(0, 1), (0, 1)]


def iterator_of_a_list(guard):
    shared = iter([1, 2, 3, 4])
    seen = []

    def work():
        with guard:
            seen.append((next(shared), next(shared)))

    twice(work)
    assert sorted(seen) == [(1, 2), (3, 4)]


def loop_over_a_shared_iterator(guard):
    shared = iter([1, 2])
    seen = []

    def work():
        with guard:
            seen.append([item for item in shared])

    twice(work)
    assert sorted(seen) == [[], [1, 2]]


def generator_next(guard):
    def numbers():
        yield from range(4)

    shared = numbers()
    seen = []

    def work():
        with guard:
            seen.append((next(shared), next(shared)))

    twice(work)
    assert sorted(seen) == [(0, 1), (2, 3)]


def generator_loop(guard):
    def numbers():
        yield 0
        yield 1

    shared = numbers()
    seen = []

    def work():
        with guard:
            for item in shared:
                seen.append(item)
                break
            for item in shared:
                seen.append(item)
                break

    twice(work)
    assert seen == [0, 1]


def generator_send(guard):
    def total():
        value = 0
        while True:
            value += yield value

    shared = total()
    next(shared)
    seen = []

    def work():
        with guard:
            before = shared.send(0)
            seen.append(shared.send(1) - before)

    twice(work)
    assert seen == [1, 1]


def generator_expression_entered_twice(guard):
    shared = (number for number in range(2))
    died = []

    def step():
        with guard:
            try:
                next(shared)
            except ValueError:
                died.append(1)

    twice(step)
    assert not died


def generator_entered_twice(guard):
    state = {"n": 0}

    def numbers():
        while True:
            state["n"] += 1
            yield state["n"]

    shared = numbers()
    failures = []

    def work():
        with guard:
            failures.append(fails(lambda: next(shared), ValueError))

    twice(work)
    assert not any(failures)


def file_object(guard):
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a"), "w+") as shared:

            def work():
                with guard:
                    shared.write("a")
                    shared.write("b")

            twice(work)
            shared.seek(0)
            assert shared.read() == "abab"


def deque_rotated(guard):
    shared = collections.deque([1, 2])
    seen = []

    def change():
        with guard:
            shared.rotate()
            shared.rotate()

    def look():
        with guard:
            seen.append(list(shared))

    both(change, look)
    assert seen == [[1, 2]]


def deque_item(guard):
    shared = collections.deque([0])

    def work():
        with guard:
            shared[0] += 1

    twice(work)
    assert shared[0] == 2


def field_of_a_structure_of_c(guard):
    class Point(ctypes.Structure):
        _fields_ = (("x", ctypes.c_int), ("y", ctypes.c_int))

    point = Point()

    def move():
        with guard:
            point.x += 1

    twice(move)
    assert point.x == 2


def namespace_shown(guard):
    state = SimpleNamespace(on=False)
    shown = []

    def blink():
        with guard:
            state.on = True
            state.on = False

    def show():
        with guard:
            shown.append(repr(state))

    both(blink, show)
    assert shown == ["namespace(on=False)"]


def namespaces_compared(guard):
    state, calm = SimpleNamespace(on=False), SimpleNamespace(on=False)
    seen = []

    def blink():
        with guard:
            state.on = True
            state.on = False

    def compare():
        with guard:
            seen.append(state == calm)

    both(blink, compare)
    assert seen == [True]


def rows_written_by_their_keys(guard):
    text = io.StringIO()
    rows = csv.DictWriter(text, ["name"])

    def write(name):
        with guard:
            rows.writerow({"name": name})
            rows.writerow({"name": name})

    both(lambda: write("a"), lambda: write("b"))
    assert text.getvalue().split() in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


def numbers_of_a_random_generator(guard):
    dice = random.Random(1)
    seen = {}

    def throw(name):
        with guard:
            seen[name] = dice.randint(1, 1000), dice.randint(1, 1000)

    both(lambda: throw("a"), lambda: throw("b"))
    alone = random.Random(1)
    pairs = [(alone.randint(1, 1000), alone.randint(1, 1000)) for _ in range(2)]
    assert sorted(seen.values()) == sorted(pairs)


def permits_of_a_semaphore(guard):
    semaphore = threading.Semaphore(2)
    seen = []

    def work():
        with guard:
            before = semaphore._value
            semaphore.acquire()
            seen.append(before - semaphore._value)

    twice(work)
    assert seen == [1, 1]
