"""One event for two who wait: there is one loaf only."""

from threading import Event, Thread

shelf: list[str] = []
baked = Event()


def buy() -> None:
    baked.wait()
    print(shelf.pop())


def bake() -> None:
    shelf.append("loaf")
    baked.set()


def scenario() -> None:
    threads = [Thread(target=buy, name=name) for name in ("ann", "bob")]
    threads.append(Thread(target=bake, name="baker"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
