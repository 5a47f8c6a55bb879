"""A call that blocks stops the loop, and everybody in it."""

import asyncio
import time


async def fetch():
    time.sleep(1)
    return "page"


async def scenario():
    pages = await asyncio.gather(fetch(), fetch())
    assert pages == ["page", "page"]
