"""A task dies, and nobody awaits it."""

import asyncio


async def scenario():
    prices = {"apple": 3}

    async def update():
        await asyncio.sleep(0.1)
        prices["pear"] += 1

    task = asyncio.create_task(update())
    await asyncio.sleep(1)
    while not task.done():
        await asyncio.sleep(1)
