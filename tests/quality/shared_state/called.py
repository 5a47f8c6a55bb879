"""What a call gives, and has no name where it is read: unpacked, asked for its truth, shown."""

import functools
import operator

from together import both


class Pair:
    """Two numbers that are the same, whenever the guard is free."""

    def __init__(self):
        self.rows = [0, 0]

    def get(self):
        return self.rows

    def change(self, guard):
        with guard:
            self.rows[0] = 1
            self.rows[1] = 1


def seen(guard, read):
    pair = Pair()
    found = []

    def look():
        with guard:
            found.append(read(pair))

    both(look, lambda: pair.change(guard))
    assert found[0] in ((0, 0), (1, 1))


def emptied(guard, is_true):
    """Nobody may see that something is in the list for a moment."""
    rows = []
    found = []

    def look():
        with guard:
            found.append(is_true(lambda: rows))

    def change():
        with guard:
            rows.append(1)
            rows.clear()

    both(look, change)
    assert found == [False]


def unpacked(guard):
    def read(pair):
        x, y = pair.get()
        return x, y

    seen(guard, read)


def unpacked_with_a_star(guard):
    def read(pair):
        (*both_of_them,) = pair.get()
        return tuple(both_of_them)

    seen(guard, read)


def unpacked_by_a_walrus(guard):
    def read(pair):
        x, y = (_ := pair.get())
        return x, y

    seen(guard, read)


def unpacked_as_one_of_two(guard):
    def read(pair):
        x, y = pair.get() if pair else (0, 0)
        return x, y

    seen(guard, read)


def unpacked_in_a_pair(guard):
    def read(pair):
        pair_and_more = (pair.get(), 0)
        (x, y), _ = pair_and_more
        return x, y

    seen(guard, read)


def unpacked_by_with(guard):
    class Manager:
        def __init__(self, value):
            self.value = value

        def __enter__(self):
            return self.value

        def __exit__(self, *_):
            pass

    def read(pair):
        with Manager(pair.get()) as (x, y):
            return x, y

    seen(guard, read)


def shown_in_a_text(guard):
    seen(guard, lambda pair: {"[0, 0]": (0, 0), "[1, 1]": (1, 1)}.get(f"{pair.get()}"))


def shown_by_percent(guard):
    seen(guard, lambda pair: {"[0, 0]": (0, 0), "[1, 1]": (1, 1)}.get("%s" % (pair.get(),)))


def multiplied(guard):
    seen(guard, lambda pair: tuple(pair.get() * 1))


def assigned_to_a_slice(guard):
    def read(pair):
        rows = []
        rows[:] = pair.get()
        return tuple(rows)

    seen(guard, read)


def matched(guard):
    def read(pair):
        match pair.get():
            case [x, y]:
                return x, y

    seen(guard, read)


def matched_in_a_dict(guard):
    def read(pair):
        match {"rows": pair.get()}:
            case {"rows": [x, y]}:
                return x, y

    seen(guard, read)


def picked(guard):
    seen(guard, lambda pair: operator.itemgetter(0, 1)(pair.get()))


def truth_in_an_if(guard):
    def is_true(get):
        if get():
            return True
        return False

    emptied(guard, is_true)


def truth_in_a_while(guard):
    def is_true(get):
        while get():
            return True
        return False

    emptied(guard, is_true)


def truth_of_a_choice(guard):
    emptied(guard, lambda get: True if get() else False)


def truth_of_not(guard):
    emptied(guard, lambda get: not (not get()))


def truth_of_and(guard):
    emptied(guard, lambda get: bool(get() and True))


def truth_in_a_comprehension(guard):
    emptied(guard, lambda get: bool([1 for _ in [1] if get()]))


def truth_in_any(guard):
    emptied(guard, lambda get: any(get() for _ in [1]))


def attribute_by_a_name_that_is_called(guard):
    class Box:
        n = 0

    def box():
        return Box

    def name():
        return "n"

    found = []

    def look():
        with guard:
            found.append((getattr(box(), name()), getattr(box(), name())))

    def change():
        with guard:
            Box.n = 1

    both(look, change)
    assert found[0] in ((0, 0), (1, 1))


def item_set_by_a_partial(guard):
    rows = [0]

    def one_more():
        return rows[0] + 1

    def work():
        with guard:
            functools.partial(operator.setitem, rows)(0, one_more())

    both(work, work)
    assert rows == [2]
