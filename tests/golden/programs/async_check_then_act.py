"""Two customers see the last apple, and both take it."""

import asyncio


async def scenario():
    stock = {"apple": 1}

    async def buy():
        if stock["apple"] > 0:
            await asyncio.sleep(0.1)
            stock["apple"] -= 1

    await asyncio.gather(buy(), buy())
    assert stock["apple"] >= 0, f"there are {stock['apple']} apples"
