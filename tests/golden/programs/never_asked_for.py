"""A pool is given tasks, and nobody asks what has become of them."""

from concurrent.futures import ThreadPoolExecutor


class NoPaper(Exception):
    pass


def print_all(letters: list[str]) -> str:
    with ThreadPoolExecutor(2) as pool:
        pool.map(lambda letter: put_on_paper(letter), letters)
    return "all is well"


def put_on_paper(letter: str) -> None:
    if letter == "long":
        raise NoPaper("the printer is out of paper")


def scenario() -> None:
    try:
        said = print_all(["short", "long"])
    except NoPaper:
        return
    assert not said, f"a letter raised NoPaper, but print_all() said: {said}"
