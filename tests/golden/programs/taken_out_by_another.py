"""Two who stay in one room, and the first who leaves clears it."""

from threading import Thread

rooms: dict[str, list[str]] = {}


def stay(room: str, name: str) -> None:
    rooms[room] = [name]
    print(name, rooms[room])
    rooms.pop(room, None)


def scenario() -> None:
    threads = [Thread(target=stay, args=("7", name), name=name) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
