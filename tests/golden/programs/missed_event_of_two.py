"""Who comes first makes the event of a train; two may both come first."""

from threading import Event, Thread


class Platform:
    def __init__(self) -> None:
        self._trains: dict[str, Event] = {}

    def train(self, name: str) -> Event:
        if name not in self._trains:
            self._trains[name] = Event()
        return self._trains[name]


def scenario() -> None:
    platform = Platform()

    def travel() -> None:
        platform.train("north").wait()

    def arrive() -> None:
        platform.train("north").set()

    threads = [Thread(target=travel, name="ann"), Thread(target=arrive, name="train")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
