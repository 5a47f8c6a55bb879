"""Buffers that code of C reads, also beside a constant, and arguments that are given by name."""

import io

from together import both


def seen(guard, read):
    """Both bytes are changed one after the other, and what is read of them must be one of two."""
    buffer = bytearray(b"00")
    found = []

    def look():
        with guard:
            found.append(read(buffer))

    def work():
        with guard:
            buffer[0] = ord("1")
            buffer[1] = ord("1")

    both(look, work)
    assert found[0] in (read(b"00"), read(b"11"))


def in_a_number(guard):
    seen(guard, int)


def in_a_call_of_int(guard):
    seen(guard, lambda buffer: int(buffer))


def in_a_call_of_float(guard):
    seen(guard, lambda buffer: float(buffer))


def after_a_constant(guard):
    seen(guard, lambda buffer: b"x" + buffer)


def compared_with_constants(guard):
    seen(guard, lambda buffer: (buffer == b"10",))


def sought_at_the_start(guard):
    seen(guard, lambda buffer: b"10xx".startswith(buffer))


def put_in_place(guard):
    seen(guard, lambda buffer: b"xQ".replace(b"Q", buffer))


def joined(guard):
    seen(guard, lambda buffer: b"-".join([buffer, buffer]))


def joined_by_a_variable(guard):
    dash = b"-"
    rows = []

    def read(buffer):
        rows[:] = [buffer]
        return dash.join(rows)

    seen(guard, read)


def written_as_lines(guard):
    def read(buffer):
        stream = io.BytesIO()
        stream.writelines([buffer])
        return stream.getvalue()

    seen(guard, read)


def of_a_stream(guard):
    stream = io.BytesIO(bytes(1))

    def work():
        with guard:
            view = stream.getbuffer()
            view[0] += 1
            view.release()

    both(work, work)
    assert stream.getvalue() == bytes([2])


def told(guard, tell):
    """A pair of numbers in a list in an object, as text."""

    class Box:
        def __init__(self):
            self.rows = [0, 0]

    box = Box()
    found = []

    def look():
        with guard:
            found.append(tell(box))

    def work():
        with guard:
            box.rows[0] = 1
            box.rows[1] = 1

    both(look, work)
    assert found[0] in ("[0, 0]", "[1, 1]")


def given_to_a_format_by_name(guard):
    told(guard, lambda box: "{rows}".format(rows=box.rows))  # noqa: UP032


def reached_by_a_format_by_name(guard):
    told(guard, lambda box: "[{box.rows[0]}, {box.rows[1]}]".format(box=box))  # noqa: UP032


def to_start_a_sum_with(guard):
    told(guard, lambda box: str(sum([[]], start=box.rows)))


def of_a_class_in_the_making(guard):
    names = {"a": 0, "b": 0}
    found = []

    def look():
        with guard:
            found.append(type("Made", (), names))

    def work():
        with guard:
            names["a"] = 1
            names["b"] = 1

    both(look, work)
    assert found[0].a == found[0].b
