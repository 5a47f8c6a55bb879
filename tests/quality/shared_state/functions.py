"""State reached through functions: captured methods, functions of C, of the standard library."""

import bisect
import copy
import functools
import heapq
import itertools
import json
import operator
import random
from copy import deepcopy
from functools import partial
from heapq import heappop, heappush

from together import both, fails, twice


def seen_between(act, look, guard, make=list, wrong=1):
    """One thread acts twice on what is shared; another must not see what is between."""
    shared = make()
    seen = []

    def change():
        with guard:
            act(shared)
            act(shared)

    def read():
        with guard:
            seen.append(look(shared))

    both(change, read)
    assert seen != [wrong]


def bound_method_kept(guard):
    shared = []
    push = shared.append
    seen = []

    def change():
        with guard:
            push(1)
            push(1)

    def read():
        with guard:
            seen.append(len(shared))

    both(change, read)
    assert seen != [1]


def bound_method_of_an_attribute_kept(guard):
    class Box:
        def __init__(self):
            self.items = []
            self.push = self.items.append

    box = Box()
    seen = []

    def change():
        with guard:
            box.push(1)
            box.push(1)

    def read():
        with guard:
            seen.append(len(box.items))

    both(change, read)
    assert seen != [1]


def bound_method_of_a_default(guard):
    shared = []

    def act(shared, push=shared.append):
        push(1)

    seen_between(act, len, guard, make=lambda: shared)


def bound_method_by_getattr(guard):
    def act(shared):
        getattr(shared, "append")(1)

    seen_between(act, len, guard)


def bound_method_as_thread_target(guard):
    import threading

    shared = []
    seen = []
    thread = threading.Thread(target=shared.append, args=(1,))

    def look():
        seen.append(len(shared))

    if isinstance(guard, type(threading.Lock())):
        look()
    thread.start()
    look()
    thread.join()
    assert seen[0] == 0


def bound_method_in_a_pool(guard):
    import threading
    from concurrent.futures import ThreadPoolExecutor

    shared = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(shared.append, 1)
        if isinstance(guard, type(threading.Lock())):
            future.result()
        before = len(shared)
    assert before == 1


def partial_of_a_bound_method(guard):
    def act(shared):
        partial(shared.append, 1)()

    seen_between(act, len, guard)


def partial_of_a_function(guard):
    shared = []
    push = functools.partial(heapq.heappush, shared)
    seen = []

    def change():
        with guard:
            push(1)
            push(2)

    def read():
        with guard:
            seen.append(len(shared))

    both(change, read)
    assert seen != [1]


def mapped_get(guard):
    shared = {}
    keys = ["a", "b"]

    def act(shared):
        shared[keys[len(shared)]] = 1

    seen_between(act, lambda d: list(map(d.get, keys)), guard, dict, [1, None])


def key_function(guard):
    shared = {"a": 1, "b": 2}
    seen = []

    def change():
        with guard:
            shared["a"] = 5
            shared["b"] = 6

    def look():
        with guard:
            seen.append(sorted("ab", key=shared.__getitem__))

    both(change, look)
    assert seen == [["a", "b"]]


def unbound_method(guard):
    def act(shared):
        list.append(shared, 1)

    seen_between(act, lambda shared: list.__len__(shared), guard)


def operator_setitem(guard):
    shared = [0]

    def work():
        with guard:
            value = operator.getitem(shared, 0)
            operator.setitem(shared, 0, value + 1)

    twice(work)
    assert shared == [2]


def operator_iadd(guard):
    def act(shared):
        operator.iadd(shared, [1])

    seen_between(act, operator.length_hint, guard)


def itemgetter(guard):
    shared = [0]
    first = operator.itemgetter(0)

    def work():
        with guard:
            shared[0] = first(shared) + 1

    twice(work)
    assert shared == [2]


def methodcaller(guard):
    push = operator.methodcaller("append", 1)
    seen_between(lambda shared: push(shared), len, guard)


def heap(guard):
    def act(shared):
        heapq.heappush(shared, 1)

    seen_between(act, len, guard)


def heap_of_an_attribute(guard):
    class Work:
        def __init__(self):
            self.heap = [1]

    work = Work()
    failures = []

    def take():
        with guard:
            if work.heap:
                try:
                    heappop(work.heap)
                except IndexError:
                    failures.append(1)

    twice(take)
    assert not failures


def heap_imported_by_name(guard):
    class Work:
        def __init__(self):
            self.heap = []

    work = Work()
    seen = []

    def change():
        with guard:
            heappush(work.heap, 1)
            heappush(work.heap, 2)

    def read():
        with guard:
            seen.append(len(work.heap))

    both(change, read)
    assert seen != [1]


def insort(guard):
    def act(shared):
        bisect.insort(shared, 1)

    seen_between(act, len, guard)


def copied(guard):
    seen_between(lambda s: s.append(1), lambda s: copy.copy(s), guard, wrong=[1])


def deeply_copied(guard):
    seen_between(lambda s: s.append(1), lambda s: deepcopy(s), guard, wrong=[1])


def object_copied(guard):
    class Pair:
        def __init__(self):
            self.left = self.right = 0

    pair = Pair()
    seen = []

    def change():
        with guard:
            pair.left = 1
            pair.right = 1

    def look():
        with guard:
            mine = copy.copy(pair)
            seen.append((mine.left, mine.right))

    both(change, look)
    assert seen != [(1, 0)]


def as_json(guard):
    seen_between(lambda s: s.append(1), lambda s: json.dumps(s), guard, wrong="[1]")


def chained(guard):
    look = lambda s: list(itertools.chain(s, s))
    seen_between(lambda s: s.append(1), look, guard, wrong=[1, 1])


def islice(guard):
    look = lambda s: list(itertools.islice(s, 5))
    seen_between(lambda s: s.append(1), look, guard, wrong=[1])


def reduced(guard):
    look = lambda s: functools.reduce(operator.add, s, 0)
    seen_between(lambda s: s.append(1), look, guard)


def shuffled(guard):
    shared = [1, 2]
    seen = []

    def change():
        with guard:
            shared.append(3)
            random.shuffle(shared)
            shared.sort()

    def look():
        with guard:
            seen.append(list(shared))

    both(change, look)
    assert seen in ([[1, 2]], [[1, 2, 3]])


def chosen_by_name(guard):
    shared = []
    actions = {"push": shared.append}
    seen = []

    def change():
        with guard:
            actions["push"](1)
            actions["push"](1)

    def read():
        with guard:
            seen.append(len(shared))

    both(change, read)
    assert seen != [1]


def callback_of_a_parameter(guard):
    def apply(function, *arguments):
        return function(*arguments)

    def act(shared):
        apply(heappush, shared, 1)

    seen_between(act, len, guard)


def lru_cache_filled_twice(guard):
    made = []

    @functools.lru_cache(maxsize=None)
    def connection(name):
        made.append(name)
        return object()

    def connect():
        with guard:
            connection("db")

    twice(connect)
    assert made == ["db"]


def lru_cache_keeps_what_was_cleared_meanwhile(guard):
    settings = {"limit": 1}

    class Limits:
        @functools.lru_cache  # noqa: B019
        def limit(self):
            return settings["limit"]

    limits = Limits()

    def change():
        with guard:
            settings["limit"] = 2
            limits.limit.cache_clear()

    def look():
        with guard:
            limits.limit()

    both(change, look)
    assert limits.limit() == 2


def registered_with_singledispatch(guard):
    @functools.singledispatch
    def kind(value):
        return "anything"

    seen = []

    def register():
        with guard:
            kind.register(int, lambda value: "number")
            kind.register(bool, lambda value: "truth")

    def look():
        with guard:
            seen.append((kind(1), kind(True)))

    both(register, look)
    assert seen != [("number", "number")]


def numbers():
    number = 0
    while True:
        yield number
        number += 1


def one_each(make, guard):
    """Two threads step what is made of a generator, which only one may at a time."""
    shared = make(numbers())
    taken = []

    def take():
        with guard:
            taken.append(next(shared))

    twice(take)
    assert sorted(taken) == [0, 1]


def generator_by_tee(guard):
    one_each(lambda found: itertools.tee(found)[0], guard)


def generator_by_map(guard):
    one_each(lambda found: map(abs, found), guard)


def generator_by_islice(guard):
    one_each(lambda found: itertools.islice(found, 5), guard)


def generator_by_a_map_of_each(guard):
    shared = numbers()
    taken = []

    def take():
        with guard:
            taken.append(next(map(abs, shared)))

    twice(take)
    assert sorted(taken) == [0, 1]


def step_by_two(make, guard):
    """Two threads step a generator, which only one may at a time."""
    shared = make()
    failed = []

    def step():
        with guard:
            failed.append(fails(lambda: next(shared, None), ValueError))

    twice(step)
    assert not any(failed)


class Tidied:
    times = 0


def tidying():
    left = Tidied()
    try:
        yield 1
    finally:
        left.times += 1


def end_by_two(end, guard, make=tidying):
    """Two threads end a generator that has something to do then, which only one may at a time."""
    shared = make()
    next(shared)
    failed = []

    def once():
        with guard:
            failed.append(fails(lambda: end(shared), ValueError))

    twice(once)
    assert not any(failed)


def generator_that_two_close(guard):
    end_by_two(lambda shared: shared.close(), guard)


def generator_that_two_close_by_a_method_that_is_kept(guard):
    shared = tidying()
    next(shared)
    close = shared.close
    failed = []

    def once():
        with guard:
            failed.append(fails(close, ValueError))

    twice(once)
    assert not any(failed)


def generator_that_two_throw_into(guard):
    def goes_on():
        left = Tidied()
        while True:
            try:
                yield 1
            except KeyError:
                left.times += 1

    end_by_two(lambda shared: shared.throw(KeyError), guard, goes_on)


def generator_that_is_closed_while_another_steps_it(guard):
    def count():
        yield 1
        yield 2
        yield 3

    shared = count()
    taken = []

    def take():
        with guard:
            for number in shared:
                taken.append(number)

    def close():
        with guard:
            fails(shared.close, ValueError)

    both(take, close)
    assert taken in ([], [1, 2, 3])


def generator_that_ends(guard):
    def once():
        yield 1

    def stepped():
        shared = once()
        next(shared)
        return shared

    step_by_two(stepped, guard)


def generator_that_returns(guard):
    def once():
        yield 1
        return 2

    def stepped():
        shared = once()
        next(shared)
        return shared

    step_by_two(stepped, guard)


def generator_that_delegates_to_another(guard):
    def inner():
        yield 1
        yield 2

    def outer():
        yield from inner()

    step_by_two(outer, guard)


def generator_that_delegates_to_a_range(guard):
    def outer():
        yield from range(5)

    step_by_two(outer, guard)


def generator_that_delegates_to_a_list(guard):
    rows = [1]
    seen = []

    def outer():
        yield from rows

    def look():
        with guard:
            for row in outer():
                seen.append((row, len(rows)))

    def grow():
        with guard:
            rows.append(2)

    both(look, grow)
    assert seen in ([(1, 1)], [(1, 2), (2, 2)])
