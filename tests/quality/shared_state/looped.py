"""What a loop takes apart, what it goes over by way of others, and loops from before the threads."""

import threading

from together import both


def change(guard, first, second):
    """Set the first item of both to 1."""
    with guard:
        first[0] = 1
        second[0] = 1


def seen(guard, read, rows):
    found = []

    def look():
        with guard:
            found.append(read(rows))

    both(look, lambda: change(guard, *rows))
    assert found[0] in ([(0, 0)], [(1, 1)])


def taken_apart(guard):
    def read(rows):
        return [(x, y) for [x], [y] in [rows]]

    seen(guard, read, [[0], [0]])


def taken_apart_by_a_statement(guard):
    rows = [[0, 0]]
    found = []

    def look():
        with guard:
            for x, y in rows:
                found.append((x, y))

    def work():
        with guard:
            rows[0][0] = 1
            rows[0][1] = 1

    both(look, work)
    assert found[0] in ((0, 0), (1, 1))


def taken_apart_with_a_number(guard):
    rows = [[0, 0]]
    found = []

    def look():
        with guard:
            for _, (x, y) in enumerate(rows):
                found.append((x, y))

    def work():
        with guard:
            rows[0][0] = 1
            rows[0][1] = 1

    both(look, work)
    assert found[0] in ((0, 0), (1, 1))


def star_of_rows(guard):
    seen(guard, lambda rows: [(x, y) for x, y in zip(*rows)], [[0], [0]])


def one_after_the_other(guard, loop):
    """Who goes on to the second item while both are exchanged has one of each."""
    rows = [0, 0]
    found = []

    def look():
        with guard:
            loop(rows, found.append)

    def work():
        with guard:
            rows[:] = [1, 1]

    both(look, work)
    assert found in ([0, 0], [1, 1])


def backwards(guard):
    def loop(rows, take):
        for row in reversed(rows):
            take(row)

    one_after_the_other(guard, loop)


def numbered_pairs(guard):
    def loop(rows, take):
        for _, (row, _) in enumerate(zip(rows, "ab")):
            take(row)

    one_after_the_other(guard, loop)


def mapped_pairs(guard):
    def loop(rows, take):
        for row in map(max, rows, rows):
            take(row)

    one_after_the_other(guard, loop)


def from_before(guard):
    """The loop that starts the threads goes over what they change."""
    rows = [1, 2]
    seen = []
    threads = []

    def work():
        with guard:
            if len(rows) < 3:
                rows.append(3)

    def start():
        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)

    with guard:
        for row in rows:
            seen.append(row)
            start()
    for thread in threads:
        thread.join()
    assert len(seen) == 2


def stepped_later(guard, steps):
    rows = [0, 0, 0]
    own = steps(rows)
    next(own)
    found = []

    def look():
        with guard:
            found.extend([next(own), next(own)])

    def work():
        with guard:
            rows[1] = 1
            rows[2] = 1

    both(look, work)
    assert found in ([0, 0], [1, 1])


def generator_from_before(guard):
    def steps(rows):
        for row in rows:
            yield row

    stepped_later(guard, steps)


def delegating_generator_from_before(guard):
    def steps(rows):
        yield from rows

    stepped_later(guard, steps)


def generator_over_pairs_from_before(guard):
    stepped_later(guard, lambda rows: (row for row, _ in zip(rows, "abc")))


def expression_from_before(guard):
    stepped_later(guard, lambda rows: (row for row in rows))
