"""Ways whose every step cannot be tried: the race is found, and without one nothing is proved."""

import collections
import functools
import threading
import time

from together import both


def second_map_of_a_chain(guard):
    defaults = {"low": 0, "high": 0}
    settings = collections.ChainMap({}, defaults)
    seen = []

    def change():
        with guard:
            defaults["low"] = 1
            defaults["high"] = 1

    def look():
        with guard:
            seen.append(settings["low"] == settings["high"])

    both(change, look)
    assert seen == [True]


def list_sorted_by_a_comparison(guard):
    sign = {"of": 1}
    rows = [3, 1, 2]
    seen = []

    def sort():
        with guard:
            rows.sort(key=functools.cmp_to_key(lambda a, b: sign["of"] * (a - b)))

    def look():
        with guard:
            sign["of"] = 1
            seen.append(len(rows))

    both(sort, look)
    assert seen == [3]


def time_asked_twice_beside_one_that_sleeps(guard):
    token = {"expires": time.monotonic() + 5}
    left = []

    def sleep():
        with guard:
            token["renewed"] = False
            time.sleep(10)

    def use():
        with guard:
            if time.monotonic() < token["expires"]:
                left.append(token["expires"] - time.monotonic())

    both(sleep, use)
    assert all(seconds > 0 for seconds in left)


def two_timers_whose_time_is_up_together(guard):
    box = {"value": 0}

    def add():
        with guard:
            box["value"] = box["value"] + 1

    timers = [threading.Timer(1, add) for _ in range(2)]
    for timer in timers:
        timer.start()
    for timer in timers:
        timer.join()
    assert box["value"] == 2


def two_waits_that_run_out_together(guard):
    box, never = {"value": 0}, threading.Event()

    def add():
        never.wait(1)
        with guard:
            box["value"] = box["value"] + 1

    both(add, add)
    assert box["value"] == 2
