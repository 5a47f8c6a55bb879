"""Two consumers wait, two items are put in, and one of the two is notified."""

import asyncio


async def scenario():
    changed = asyncio.Condition()
    items = []

    async def get():
        async with changed:
            while not items:
                await changed.wait()
            return items.pop()

    async def put():
        async with changed:
            items.extend([1, 2])
            changed.notify()

    await asyncio.gather(get(), get(), put())
