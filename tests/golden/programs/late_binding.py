"""Functions made in a loop, which all look at its variable when the loop is over."""

from threading import Thread

told: list[str] = []


def inform(names: list[str]) -> None:
    threads = []
    for name in names:
        threads.append(Thread(target=lambda: told.append(name)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def scenario() -> None:
    inform(["ann", "bob"])
    assert sorted(told) == ["ann", "bob"], "each should be told once"
