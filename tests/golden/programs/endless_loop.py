"""A loop that changes something each time, and never what would end it."""

from threading import Thread


class Meter:
    ticks = 0


def run(meter: Meter) -> None:
    while meter.ticks >= 0:
        meter.ticks += 1


def scenario() -> None:
    meter = Meter()
    Thread(target=run, args=(meter,), name="ann").start()
    print(meter.ticks)
