"""Shared state that is read where code of C compares: inside of collections, or as operands."""

import operator
from collections import ChainMap, deque
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from together import both


@dataclass
class Point:
    x: int = 0
    y: int = 0


class Row(list):
    pass


class Pair(NamedTuple):
    first: Point
    second: int


class Lists:
    def __init__(self):
        self.a, self.b = [0], [0]


def half_done(make, look, guard):
    """One thread sets two parts of a point; another must never see the first alone."""
    point = Point()
    shared = make(point)
    seen = []

    def change():
        with guard:
            point.x = 1
            point.y = 1

    def read():
        with guard:
            seen.append(look(shared, Point(1, 0)))

    both(change, read)
    assert not seen[0]


def of_lists(look, guard):
    """One thread changes two lists; another must never see the first alone changed."""
    lists = Lists()
    seen = []

    def change():
        with guard:
            lists.a[0] = 1
            lists.b[0] = 1

    def read():
        with guard:
            seen.append(look(lists))

    both(change, read)
    assert seen[0] in ([0, 0], [1, 1])


def points_counted(guard):
    half_done(lambda p: [p], lambda points, half: points.count(half), guard)


def points_of_a_deque_counted(guard):
    half_done(lambda p: deque([p]), lambda points, half: points.count(half), guard)


def points_of_a_tuple_counted(guard):
    half_done(lambda p: (p,), lambda points, half: points.count(half), guard)


def points_of_a_tuple_sought(guard):
    half_done(lambda p: (p,), lambda points, half: half in points, guard)


def points_sought_among_values(guard):
    half_done(lambda p: {"p": p}, lambda points, half: half in points.values(), guard)


def points_sought_by_a_method(guard):
    half_done(lambda p: [p], lambda points, half: points.__contains__(half), guard)


def points_sought_by_operator(guard):
    half_done(lambda p: [p], lambda points, half: operator.countOf(points, half), guard)


def a_point_sought_in_a_list(guard):
    half_done(lambda p: p, lambda point, half: point in [half], guard)


def a_point_removed_if_it_is_there(guard):
    def look(points, half):
        try:
            points.remove(half)
        except ValueError:
            return False
        return True

    half_done(lambda p: [p], look, guard)


def points_by_their_index(guard):
    def look(points, half):
        try:
            return points.index(half) + 1
        except ValueError:
            return 0

    half_done(lambda p: [p], look, guard)


def points_in_a_fresh_tuple(guard):
    half_done(lambda p: p, lambda point, half: (point, 1) == (half, 1), guard)


def points_in_a_fresh_dict(guard):
    half_done(lambda p: p, lambda point, half: {"p": point} == {"p": half}, guard)


def points_compared_by_their_method(guard):
    half_done(lambda p: p, lambda point, half: point.__eq__(half), guard)


def points_shown_in_a_fresh_list(guard):
    half_done(lambda p: p, lambda point, half: str([point]) == str([half]), guard)


def lists_in_a_fresh_tuple(guard):
    of_lists(lambda lists: [int(part) for part in str((lists.a, lists.b)) if part in "01"], guard)


def lists_added_in_a_comprehension(guard):
    of_lists(lambda lists: [lists.a + lists.b for _ in "1"][0], guard)


def lists_added_by_their_method(guard):
    of_lists(lambda lists: lists.a.__add__(lists.b), guard)


def lists_added_in_a_class(guard):
    def look(lists):
        class Sum:
            both = lists.a + lists.b

        return Sum.both

    of_lists(look, guard)


def lists_compared_in_a_comprehension(guard):
    of_lists(lambda lists: [0, 0] if [lists.a == lists.b for _ in "1"][0] else None, guard)


def lists_compared_in_a_chain(guard):
    of_lists(lambda lists: [0, 0] if lists.a <= lists.b <= lists.b else None, guard)


def a_chain_of_maps(guard):
    shared = ChainMap({}, {"n": 0})

    def add():
        with guard:
            shared["n"] = shared["n"] + 1

    both(add, add)
    assert shared["n"] == 2


def lists_counted_in_a_fresh_list(guard):
    of_lists(lambda lists: [0, 0] if [lists.a].count(lists.b) else None, guard)


def lists_copied_in_a_fresh_list(guard):
    of_lists(lambda lists: [part[0] for part in deepcopy([lists.a, lists.b])], guard)


def lists_copied_in_a_fresh_tuple(guard):
    def look(lists):
        a, b = lists.a, lists.b
        return [part[0] for part in deepcopy((a, b))]

    of_lists(look, guard)


def lists_in_a_chain_of_a_fresh_list(guard):
    of_lists(lambda lists: list(chain.from_iterable([lists.a, lists.b])), guard)


def in_a_list_of_a_class_of_its_own(guard):
    half_done(lambda p: Row([p]), lambda points, half: half in points, guard)


def in_a_named_tuple(guard):
    half_done(lambda p: Pair(p, 1), lambda pair, half: half in pair, guard)


def index_in_a_named_tuple(guard):
    half_done(lambda p: Pair(p, 1), lambda pair, half: pair.count(half), guard)
