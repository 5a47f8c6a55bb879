"""What the grader says when it cannot go on."""


class BadInput(Exception):
    """Something that was given to the grader is wrong; the text says what and what to do."""


class KitBroken(Exception):
    """The kit itself does not work; no student is to blame."""
