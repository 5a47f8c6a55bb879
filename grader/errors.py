"""What the grader says when it cannot go on."""


class BadInput(Exception):  # noqa: N818 - it is not an error of the program
    """Something that was given to the grader is wrong; the text says what and what to do."""


class KitBroken(Exception):  # noqa: N818 - it is a state of the kit
    """The kit itself does not work; no student is to blame."""
