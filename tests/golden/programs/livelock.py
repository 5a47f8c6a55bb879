"""Two who are so polite that neither goes first."""

from threading import Thread


class Door:
    def __init__(self) -> None:
        self.wanted = {"ann": True, "bob": True}


def enter(door: Door, me: str, other: str) -> None:
    while door.wanted[other]:
        door.wanted[me] = False
        door.wanted[me] = True


def scenario() -> None:
    door = Door()
    for me, other in (("ann", "bob"), ("bob", "ann")):
        Thread(target=enter, args=(door, me, other), name=me).start()
