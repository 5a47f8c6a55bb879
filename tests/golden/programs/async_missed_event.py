"""Everybody waits for an event that nobody sets."""

import asyncio


async def scenario():
    ready = asyncio.Event()

    async def run():
        await ready.wait()

    await asyncio.gather(run(), run())
