"""Iterators by way of others: what they share, and what they read of the items themselves."""

import itertools
import operator
from collections import ChainMap, OrderedDict, UserDict

from together import both


def by_two(guard, first, second):
    """Each takes two in a row, of what both take from."""
    found = []

    def take(own):
        with guard:
            found.append(str(next(own)) + str(next(own)))

    both(lambda: take(first), lambda: take(second))
    assert sorted(found) == ["12", "34"]


def two_maps_of_one_iterator(guard):
    own = iter([1, 2, 3, 4])
    by_two(guard, map(str, own), map(str, own))


def two_maps_of_one_count(guard):
    own = itertools.count(1)
    by_two(guard, map(str, own), map(str, own))


def a_chain_and_what_is_chained(guard):
    own = iter([1, 2, 3, 4])
    by_two(guard, itertools.chain(own, [9]), own)


def a_filter_and_what_it_goes_over(guard):
    own = iter([1, 2, 3, 4])
    by_two(guard, filter(None, own), own)


def a_group_and_the_groups(guard):
    groups = itertools.groupby([1, 1, 2])
    _, first = next(groups)
    found = []

    def look():
        with guard:
            found.append(next(first, None))
            found.append(next(first, None))

    def work():
        with guard:
            next(groups)

    both(look, work)
    assert found in ([1, 1], [None, None])


def changed_together(guard, make, pair):
    """Both rows are changed one after the other, and what is made of them must be alike."""
    steps = make(*pair)
    found = []

    def look():
        with guard:
            found.append([*steps])

    def work():
        with guard:
            for row in pair:
                row.append(1)

    both(look, work)
    return found[0]


def filtered_by_their_truth(guard):
    found = changed_together(guard, lambda *rows: filter(None, rows), ([], []))
    assert len(found) in (0, 2)


def filtered_by_their_falsehood(guard):
    found = changed_together(guard, lambda *rows: itertools.filterfalse(None, rows), ([], []))
    assert len(found) in (0, 2)


def selected_by_their_truth(guard):
    found = changed_together(guard, lambda *rows: itertools.compress("ab", rows), ([], []))
    assert len(found) in (0, 2)


def added_up(guard):
    found = changed_together(guard, lambda *rows: itertools.accumulate(rows), ([0], [0]))
    assert len(found[1]) in (2, 4)


def arguments_of_a_starmap(guard):
    row = [1, 1]
    steps = itertools.starmap(operator.eq, [row])
    found = []

    def look():
        with guard:
            found.append(next(steps))

    def work():
        with guard:
            row[0] = 2
            row[1] = 2

    both(look, work)
    assert found == [True]


def values_from_before(guard, values, first, second):
    found = []

    def look():
        with guard:
            found.append([*values])

    def work():
        with guard:
            first["a"] = 1
            second["b"] = 1

    both(look, work)
    assert found[0] in ([0, 0], [1, 1])


def values_backwards(guard):
    rows = OrderedDict(a=0, b=0)
    values_from_before(guard, reversed(rows.values()), rows, rows)


def values_of_a_user_dict(guard):
    rows = UserDict(a=0, b=0)
    values_from_before(guard, rows.values(), rows, rows)


def bytes_of_a_view(guard):
    rows = bytearray(2)
    steps = iter(memoryview(rows))
    found = []

    def look():
        with guard:
            found.append([next(steps), next(steps)])

    def work():
        with guard:
            rows[0] = 1
            rows[1] = 1

    both(look, work)
    assert found[0] in ([0, 0], [1, 1])


def stepped_later(guard, values, first, second):
    """Code of the library that has begun to go over *values* goes on in a thread."""
    steps = iter(values)
    found = []

    def look():
        with guard:
            found.append([next(steps), next(steps)])

    def work():
        with guard:
            first["a"] = 1
            second["b"] = 1

    both(look, work)
    assert found[0] in ([0, 0], [1, 1])


def values_of_a_user_dict_one_by_one(guard):
    rows = UserDict(a=0, b=0)
    stepped_later(guard, rows.values(), rows, rows)


def values_of_a_chain_one_by_one(guard):
    rows, others = {"a": 0}, {"b": 0}
    stepped_later(guard, ChainMap(rows, others).values(), rows, others)
