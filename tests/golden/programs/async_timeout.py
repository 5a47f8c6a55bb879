"""A timeout comes between the two halves of a change."""

import asyncio


class Store:
    def __init__(self):
        self.reserved = 0
        self.sold = 0

    async def sell(self):
        self.reserved += 1
        await asyncio.sleep(0.1)
        self.reserved -= 1
        self.sold += 1


async def scenario():
    store = Store()
    try:
        async with asyncio.timeout(5):
            await store.sell()
    except TimeoutError:
        pass
    assert store.reserved == 0, "something is still reserved, though nobody is selling"
