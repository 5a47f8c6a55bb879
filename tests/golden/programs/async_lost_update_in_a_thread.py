"""A coroutine and a thread add to the same counter."""

import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        value = self.value
        self.value = value + 1


async def scenario():
    counter = Counter()
    other = asyncio.create_task(asyncio.to_thread(counter.add))
    await asyncio.sleep(0)
    counter.add()
    await other
    assert counter.value == 2, f"two were added, but the counter says {counter.value}"
