"""A variable of a function, counted up by two threads."""

from threading import Thread


def scenario() -> None:
    stock = 100

    def deliver() -> None:
        nonlocal stock
        stock += 10

    threads = [Thread(target=deliver, name=name) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stock == 120, "two deliveries of ten"
