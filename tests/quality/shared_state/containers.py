"""State in lists, dicts, sets and deques: items, methods, operators."""

import collections
import itertools
import queue

from together import both, fails, twice


def list_item(guard):
    shared = [0]

    def work():
        with guard:
            shared[0] += 1

    twice(work)
    assert shared[0] == 2


def negative_item(guard):
    shared = [5, 0]

    def work():
        with guard:
            shared[-1] = shared[1] + 1

    twice(work)
    assert shared[1] == 2


def dict_value(guard):
    shared = {"a": 0}

    def work():
        with guard:
            shared["a"] += 1

    twice(work)
    assert shared["a"] == 2


def dict_value_of_an_attribute(guard):
    class Bank:
        def __init__(self):
            self.accounts = {"a": [0]}

    bank = Bank()

    def work():
        with guard:
            bank.accounts["a"][0] += 1

    twice(work)
    assert bank.accounts["a"][0] == 2


def dict_get(guard):
    shared = {}

    def work():
        with guard:
            shared["a"] = shared.get("a", 0) + 1

    twice(work)
    assert shared["a"] == 2


def dict_in(guard):
    shared = {}
    made = []

    def work():
        with guard:
            if "a" not in shared:
                made.append(1)
                shared["a"] = 1

    twice(work)
    assert len(made) == 1


def dict_deleted(guard):
    shared = {"a": 1}
    failures = []

    def work():
        with guard:
            if "a" in shared:
                failures.append(fails(lambda: shared.__delitem__("a"), KeyError))

    twice(work)
    assert not any(failures)


def defaultdict_missing(guard):
    shared = collections.defaultdict(int)

    def work():
        with guard:
            shared["a"] += 1

    twice(work)
    assert shared["a"] == 2


def set_methods(guard):
    shared = set()
    made = []

    def work():
        with guard:
            if 1 not in shared:
                shared.add(1)
                made.append(1)

    twice(work)
    assert len(made) == 1


def deque_methods(guard):
    shared = collections.deque([1])
    failures = []

    def work():
        with guard:
            if shared:
                failures.append(fails(shared.popleft, IndexError))

    twice(work)
    assert not any(failures)


def list_pop(guard):
    shared = [1]
    failures = []

    def work():
        with guard:
            if shared:
                try:
                    shared.pop()
                except IndexError:
                    failures.append(1)

    twice(work)
    assert not failures


def iteration(guard):
    shared = {1: 1, 2: 2}
    failures = []

    def look():
        with guard:
            try:
                for key in shared:
                    str(key)
            except RuntimeError:
                failures.append(1)

    def change():
        with guard:
            shared[3] = 3

    both(look, change)
    assert not failures


def iteration_over_a_view(guard):
    shared = {1: 1, 2: 2}
    failures = []

    def look():
        with guard:
            try:
                for key, value in shared.items():
                    str((key, value))
            except RuntimeError:
                failures.append(1)

    def change():
        with guard:
            shared[3] = 3

    both(look, change)
    assert not failures


def view_kept(guard):
    shared = {1: 1}
    values = shared.values()
    seen = []

    def change():
        with guard:
            shared[2] = 1
            shared[3] = 1

    def look():
        with guard:
            seen.append(len(values))

    both(change, look)
    assert seen != [2]


def torn(make, first, second, look, guard, wrong):
    """One thread changes twice; another must not see what is between."""
    shared = make()
    seen = []

    def change():
        with guard:
            first(shared)
            second(shared)

    def read():
        with guard:
            seen.append(look(shared))

    both(change, read)
    assert seen != [wrong]


def moved(look, guard, wrong=1):
    """A list that must always be seen with two items or none."""
    shared = []
    seen = []

    def change():
        with guard:
            shared.append(1)
            shared.append(1)

    def read():
        with guard:
            seen.append(look(shared))

    both(change, read)
    assert seen != [wrong]


def length(guard):
    moved(lambda shared: len(shared), guard)


def truth(guard):
    shared = [1]
    seen = []

    def change():
        with guard:
            shared.clear()
            shared.append(1)

    def read():
        with guard:
            seen.append(1 if shared else 0)

    both(change, read)
    assert seen == [1]


def equal(guard):
    other = [1]
    moved(lambda shared: shared == other, guard, True)


def unequal(guard):
    other = [1]
    moved(lambda shared: other != shared, guard, False)


def less(guard):
    one, two = [1], [1, 1]
    moved(lambda shared: one <= shared < two, guard, True)


def plus(guard):
    other = [1]
    moved(lambda shared: other + shared, guard, [1, 1])


def times(guard):
    moved(lambda shared: shared * 2, guard, [1, 1])


def times_a_variable(guard):
    n = 2
    moved(lambda shared: n * shared, guard, [1, 1])


def minus(guard):
    every = {1, 2, 3}
    torn(set, lambda s: s.add(1), lambda s: s.add(2), lambda s: every - s, guard, {2, 3})


def union(guard):
    other = {3}
    torn(set, lambda s: s.add(1), lambda s: s.add(2), lambda s: s | other, guard, {1, 3})


def slice_(guard):
    moved(lambda shared: shared[:], guard, [1])


def star_argument(guard):
    def count(*arguments):
        return len(arguments)

    moved(lambda shared: count(*shared), guard)


def double_star_argument(guard):
    def count(**arguments):
        return len(arguments)

    def one(shared):
        shared["a"] = 1

    def two(shared):
        shared["b"] = 1

    torn(dict, one, two, lambda shared: count(**shared), guard, 1)


def star_in_a_display(guard):
    moved(lambda shared: [0, *shared], guard, [0, 1])


def unpacked(guard):
    def look(shared):
        *every, _ = 0, *shared
        return every

    moved(look, guard, [0])


def in_a_dict_display(guard):
    def one(shared):
        shared["a"] = 1

    def two(shared):
        shared["b"] = 1

    torn(dict, one, two, lambda shared: {**shared}, guard, {"a": 1})


def extend_reads_its_argument(guard):
    def look(shared):
        mine = []
        mine.extend(shared)
        return mine

    moved(look, guard, [1])


def update_reads_its_argument(guard):
    def look(shared):
        mine = {}
        mine.update(shared)
        return mine

    def one(shared):
        shared["a"] = 1

    def two(shared):
        shared["b"] = 1

    torn(dict, one, two, look, guard, {"a": 1})


def in_place_reads_its_operand(guard):
    def look(shared):
        mine = []
        mine += shared
        return mine

    moved(look, guard, [1])


def slice_assignment_reads_its_value(guard):
    def look(shared):
        mine = []
        mine[:] = shared
        return mine

    moved(look, guard, [1])


def text_by_str(guard):
    moved(lambda shared: str(shared), guard, "[1]")


def text_by_repr(guard):
    moved(lambda shared: repr(shared), guard, "[1]")


def text_by_f_string(guard):
    moved(lambda shared: f"{shared}", guard, "[1]")


def text_by_percent(guard):
    moved(lambda shared: "%s" % (shared,), guard, "[1]")


def text_by_percent_alone(guard):
    def look(shared):
        text = "%s"
        return text % shared

    moved(look, guard, "[1]")


def text_by_format(guard):
    moved(lambda shared: "{}".format(shared), guard, "[1]")


def text_by_format_of_a_variable(guard):
    text = "{}"
    moved(lambda shared: text.format(shared), guard, "[1]")


def text_by_join(guard):
    def one(shared):
        shared.append("a")

    torn(list, one, one, lambda shared: ",".join(shared), guard, "a")


def text_by_join_of_a_variable(guard):
    comma = ","

    def one(shared):
        shared.append("a")

    torn(list, one, one, lambda shared: comma.join(shared), guard, "a")


def by_sorted(guard):
    moved(lambda shared: sorted(shared), guard, [1])


def by_min(guard):
    moved(lambda shared: min(shared, default=0) + len(shared), guard, 2)


def by_sum(guard):
    moved(lambda shared: sum(shared), guard)


def by_any(guard):
    torn(lambda: [0], lambda s: s.append(1), lambda s: s.clear(), lambda s: any(s), guard, True)


def by_zip(guard):
    moved(lambda shared: list(zip(shared, shared)), guard, [(1, 1)])


def by_enumerate(guard):
    moved(lambda shared: list(enumerate(shared)), guard, [(0, 1)])


def by_tuple(guard):
    moved(lambda shared: tuple(shared), guard, (1,))


def by_set(guard):
    torn(list, lambda s: s.append(1), lambda s: s.append(2), lambda s: set(s), guard, {1})


def by_dict(guard):
    def one(shared):
        shared["a"] = 1

    def two(shared):
        shared["b"] = 1

    torn(dict, one, two, lambda shared: dict(shared), guard, {"a": 1})


def by_map(guard):
    moved(lambda shared: list(map(str, shared)), guard, ["1"])


def by_filter(guard):
    moved(lambda shared: list(filter(None, shared)), guard, [1])


def by_comprehension(guard):
    moved(lambda shared: [item for item in shared], guard, [1])


def by_copy_method(guard):
    moved(lambda shared: shared.copy(), guard, [1])


def by_match(guard):
    def look(shared):
        match shared:
            case [_]:
                return 1
        return 0

    moved(look, guard)


def list_in_place(guard):
    shared = []
    more = [1, 2]

    def work():
        nonlocal shared
        with guard:
            if not shared:
                shared += more

    twice(work)
    assert shared == [1, 2]


def list_of_an_attribute_in_place(guard):
    class Box:
        def __init__(self):
            self.items = []

    box = Box()
    more = [1, 2]

    def grow():
        with guard:
            if not box.items:
                box.items += more

    twice(grow)
    assert box.items == [1, 2]


def list_in_place_by_another_name(guard):
    class Box:
        def __init__(self):
            self.items = []

    box = Box()
    alias = box.items
    seen = []

    def grow():
        with guard:
            box.items += [1]
            box.items += [1]

    def look():
        with guard:
            seen.append(len(alias))

    both(grow, look)
    assert seen != [1]


def list_in_place_in_a_dict(guard):
    shared = {"a": []}
    alias = shared["a"]
    seen = []
    more = [1]

    def grow():
        with guard:
            shared["a"] += more
            shared["a"] += more

    def look():
        with guard:
            seen.append(len(alias))

    both(grow, look)
    assert seen != [1]


def dict_in_place(guard):
    shared = {}
    seen = []
    one, two = {"a": 1}, {"b": 1}

    def change():
        alias = shared
        with guard:
            alias |= one
            alias |= two

    def look():
        with guard:
            seen.append(len(shared))

    both(change, look)
    assert seen != [1]


def subclass_with_super(guard):
    class Counts(dict):
        def __setitem__(self, key, value):
            super().__setitem__(key, value)

        def __getitem__(self, key):
            return super().__getitem__(key)

    shared = Counts(a=0)

    def work():
        with guard:
            shared["a"] = shared["a"] + 1

    twice(work)
    assert shared["a"] == 2


def subclass_that_inherits(guard):
    class Counts(dict):
        pass

    shared = Counts(a=0)

    def work():
        with guard:
            shared["a"] += 1

    twice(work)
    assert shared["a"] == 2


def in_a_comprehension(guard):
    shared = {"a": 0}

    def work():
        with guard:
            [shared.update(a=shared["a"] + one) for one in [1]]

    twice(work)
    assert shared["a"] == 2


def nested_shown(guard):
    shared = {"a": []}
    seen = []

    def change():
        inner = shared["a"]
        with guard:
            inner.append(1)
            inner.append(1)

    def look():
        with guard:
            seen.append(str(shared))

    both(change, look)
    assert seen != ["{'a': [1]}"]


def list_empty_while_it_is_sorted(guard):
    sign = {"of": 1}
    rows = [3, 1, 2]
    seen = []

    def sort():
        with guard:
            rows.sort(key=lambda row: sign["of"] * row)

    def look():
        with guard:
            seen.append(len(rows))

    both(sort, look)
    assert seen == [3]


def looped_over(make, guard):
    rows = [0, 0]
    seen = []

    def look():
        with guard:
            for item in make(rows):
                seen.append(item)

    def change():
        with guard:
            rows[0] = 1
            rows[1] = 1

    both(look, change)
    assert len(set(seen)) == 1


def looped_over_by_a_map_from_elsewhere(guard):
    looped_over(lambda rows: map(int, rows), guard)


def looped_over_by_a_zip_from_elsewhere(guard):
    looped_over(lambda rows: (a for a, _ in zip(rows, rows, strict=True)), guard)


def looped_over_by_a_chain_from_elsewhere(guard):
    looped_over(lambda rows: itertools.chain(rows, rows), guard)


def looked_at(use, guard):
    rows = [0, 0]
    seen = []
    asked = {"often": 0}

    def look():
        with guard:
            use(lambda item: (asked["often"], seen.append(item), item)[-1], rows)

    def change():
        with guard:
            rows[0] = 1
            rows[1] = 1

    both(look, change)
    assert len(set(seen)) == 1


def by_a_function_of_max(guard):
    looked_at(lambda function, rows: max(rows, key=function), guard)


def by_a_function_of_map(guard):
    looked_at(lambda function, rows: sum(map(function, rows)), guard)


def by_map_made_before(guard):
    rows = [0, 0]
    texts = map(str, rows)
    seen = []

    def look():
        with guard:
            seen.extend(texts)

    def change():
        with guard:
            rows[0] = 1
            rows[1] = 1

    both(look, change)
    assert len(set(seen)) == 1


def list_in_a_queue(guard):
    tasks = queue.Queue()

    def put_once():
        with guard:
            if 1 not in tasks.queue:
                tasks.put(1)

    twice(put_once)
    assert tasks.qsize() == 1


def count_of_a_queue(guard):
    tasks = queue.Queue()
    tasks.put(1)
    seen = []

    def finish():
        with guard:
            tasks.task_done()
            tasks.put(2)

    def look():
        with guard:
            seen.append(tasks.unfinished_tasks)

    both(finish, look)
    assert seen == [1]
