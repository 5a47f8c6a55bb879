"""Shared state that is read as part of something else, by code of C or of the standard library."""

import csv
import dataclasses
import heapq
import io
import itertools
import json
import logging
import random
import string
from copy import deepcopy
from operator import attrgetter, itemgetter

from together import both


@dataclasses.dataclass
class Box:
    value: int = 0


class Slotted:
    __slots__ = ("value",)

    def __init__(self):
        self.value = 0


class Pair:
    def __init__(self, first, second):
        self.first, self.second = first, second


def torn(make, first, second, look, guard):
    """One thread changes two parts; another must see both new or both old."""
    shared = make()
    seen = []

    def change():
        with guard:
            first(shared)
            second(shared)

    def read():
        with guard:
            seen.append(look(shared))

    before = look(make())
    both(change, read)
    assert seen[0] in (before, look(shared))


def of_lists(look, guard):
    def add(position):
        return lambda lists: lists[position].append(1)

    torn(lambda: [[], []], add(0), add(1), look, guard)


def of_a_tuple_of_lists(look, guard):
    torn(
        lambda: ([0], [0]),
        lambda pair: pair[0].append(1),
        lambda pair: pair[1].append(1),
        look,
        guard,
    )


def of_dicts(look, guard):
    def change(position):
        def changed(rows):
            rows[position]["value"] = 1

        return changed

    torn(lambda: [{"value": 0}, {"value": 0}], change(0), change(1), look, guard)


def of_objects(make, look, guard):
    def change(position):
        def changed(objects):
            objects[position].value = 1

        return changed

    torn(lambda: [make(), make()], change(0), change(1), look, guard)


def of_one_dict(look, guard):
    def change(key):
        def changed(shared):
            shared[key] = 1

        return changed

    torn(lambda: {"a": 0, "b": 0}, change("a"), change("b"), look, guard)


def lists_by_map_of_sum(guard):
    of_a_tuple_of_lists(lambda pair: sum(map(sum, pair)), guard)


def lists_by_map_of_len(guard):
    of_lists(lambda lists: list(map(len, lists)), guard)


def lists_by_a_map_from_elsewhere(guard):
    def look(lists):
        lengths = map(len, lists)
        return [next(lengths), next(lengths)]

    of_lists(look, guard)


def lists_by_their_truth(guard):
    torn(
        lambda: [[1], []],
        lambda lists: lists[0].clear(),
        lambda lists: lists[1].append(1),
        lambda lists: any(lists),
        guard,
    )


def lists_compared_by_max(guard):
    torn(
        lambda: [[], []],
        lambda lists: lists[1].append(1),
        lambda lists: lists[0].append(1),
        lambda lists: max(lists) is lists[0],
        guard,
    )


def lists_by_a_star(guard):
    of_lists(lambda lists: list(itertools.zip_longest(*lists)), guard)


def lists_by_a_star_of_zip(guard):
    of_lists(lambda lists: list(zip(*lists, strict=True)), guard)


def lists_sorted_by_len(guard):
    torn(
        lambda: [[], [1]],
        lambda lists: lists[0].extend([1, 2]),
        lambda lists: lists[1].extend([1, 2]),
        lambda lists: sorted(lists, key=len)[0] is lists[0],
        guard,
    )


def dicts_by_itemgetter(guard):
    of_dicts(lambda rows: list(map(itemgetter("value"), rows)), guard)


def dicts_grouped_by_itemgetter(guard):
    of_dicts(
        lambda rows: [key for key, _ in itertools.groupby(rows, itemgetter("value"))],
        guard,
    )


def dicts_of_a_heap_by_itemgetter(guard):
    of_dicts(
        lambda rows: [r["value"] for r in heapq.nlargest(2, rows, itemgetter("value"))],
        guard,
    )


def dicts_made_of_pairs(guard):
    torn(
        lambda: [["a", 0], ["b", 0]],
        lambda pairs: pairs[0].__setitem__(1, 1),
        lambda pairs: pairs[1].__setitem__(1, 1),
        lambda pairs: dict(pairs),
        guard,
    )


def objects_by_attrgetter(guard):
    of_objects(Box, lambda boxes: list(map(attrgetter("value"), boxes)), guard)


def objects_with_slots_by_attrgetter(guard):
    of_objects(Slotted, lambda boxes: list(map(attrgetter("value"), boxes)), guard)


def objects_deeply_copied(guard):
    of_objects(Slotted, lambda boxes: [box.value for box in deepcopy(boxes)], guard)


def objects_in_an_object_deeply_copied(guard):
    def look(pair):
        found = deepcopy(pair)
        return found.first.value, found.second.value

    def change(name):
        def changed(pair):
            getattr(pair, name).value = 1

        return changed

    torn(lambda: Pair(Box(), Box()), change("first"), change("second"), look, guard)


def dataclasses_shown(guard):
    of_objects(Box, lambda boxes: repr(boxes), guard)


def dataclasses_compared(guard):
    of_objects(Box, lambda boxes: boxes == [Box(1), Box(0)], guard)


def dataclasses_looked_for(guard):
    torn(
        lambda: [Box(1), Box(0)],
        lambda boxes: setattr(boxes[0], "value", 0),
        lambda boxes: setattr(boxes[1], "value", 1),
        lambda boxes: Box(1) in boxes,
        guard,
    )


def dataclasses_as_dict(guard):
    def look(pair):
        return dataclasses.asdict(dataclasses.make_dataclass("Two", ["a", "b"])(*pair))

    of_objects(Box, look, guard)


def attributes_by_match(guard):
    def look(pair):
        match pair:
            case Pair(first=0, second=0):
                return "old"
            case Pair(first=1, second=1):
                return "new"
        return "torn"

    torn(
        lambda: Pair(0, 0),
        lambda pair: setattr(pair, "first", 1),
        lambda pair: setattr(pair, "second", 1),
        look,
        guard,
    )


def attributes_by_a_format(guard):
    torn(
        lambda: Pair(0, 0),
        lambda pair: setattr(pair, "first", 1),
        lambda pair: setattr(pair, "second", 1),
        lambda pair: "{0.first}{0.second}".format(pair),  # noqa: UP032
        guard,
    )


def attributes_by_a_format_of_a_variable(guard):
    text = "{0.first}{0.second}"
    torn(
        lambda: Pair(0, 0),
        lambda pair: setattr(pair, "first", 1),
        lambda pair: setattr(pair, "second", 1),
        lambda pair: text.format(pair),
        guard,
    )


def argument_of_a_template(guard):
    text = string.Template("$a$b")
    of_one_dict(lambda shared: text.substitute(shared), guard)


def argument_of_an_encoder(guard):
    encoder = json.JSONEncoder()
    of_one_dict(lambda shared: encoder.encode(shared), guard)


def argument_of_a_writer(guard):
    def look(shared):
        out = io.StringIO()
        csv.writer(out).writerow(shared)
        return out.getvalue()

    torn(
        lambda: [0, 0],
        lambda shared: shared.__setitem__(0, 1),
        lambda shared: shared.__setitem__(1, 1),
        look,
        guard,
    )


def argument_of_translate(guard):
    def change(key):
        def changed(shared):
            shared[ord(key)] = "1"

        return changed

    torn(dict, change("a"), change("b"), lambda shared: "ab".translate(shared), guard)


def argument_shuffled_by_an_own_generator(guard):
    dice = random.Random(1)
    rows = [1, 2, 3]
    seen = []

    def change():
        with guard:
            dice.shuffle(rows)

    def look():
        with guard:
            seen.append((rows[0], rows[0]))

    both(change, look)
    assert seen[0][0] == seen[0][1]


def quiet_for_a_moment(quiet, loud, guard):
    logger = logging.getLogger("loom")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    def silence():
        with guard:
            quiet(logger)
            loud(logger)

    def log():
        with guard:
            logger.info("shed")

    logger.addHandler(Lines())
    both(silence, log)
    assert lines == ["shed"]


def level_of_a_logger(guard):
    def set_level(level):
        return lambda logger: logger.setLevel(level)

    quiet_for_a_moment(set_level(logging.ERROR), set_level(logging.INFO), guard)


def logger_that_is_disabled(guard):
    def disable(value):
        return lambda logger: setattr(logger, "disabled", value)

    quiet_for_a_moment(disable(True), disable(False), guard)


def level_of_the_root_logger(guard):
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    def silence():
        with guard:
            logging.getLogger().setLevel(logging.ERROR)
            logging.getLogger().setLevel(logging.WARNING)

    def log():
        with guard:
            logging.warning("shed")

    logging.getLogger().addHandler(Lines())
    both(silence, log)
    assert lines == ["shed"]


def level_that_is_asked_for(guard):
    logger = logging.getLogger("loom")
    logger.setLevel(logging.INFO)
    seen = []

    def silence():
        with guard:
            level = logger.level
            logger.setLevel(logging.ERROR)
            logger.setLevel(level)

    def look():
        with guard:
            seen.append(logger.isEnabledFor(logging.INFO))

    both(silence, look)
    assert seen == [True]
