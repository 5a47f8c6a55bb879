"""Two parts are read, the second when a task that was waited for has changed both: nothing torn."""

import asyncio

asking, rates, printed = {}, {}, []


async def ask(currency):
    await asyncio.sleep(0.1)
    rates[currency] = 2
    del asking[currency]


async def rate(currency):
    if currency not in asking:
        asking[currency] = asyncio.create_task(ask(currency))
    await asking[currency]
    return rates[currency]


async def scenario():
    await asyncio.gather(rate("USD"), rate("USD"))
    assert printed == ["USD"], f"the rate should be printed, but printed is {printed}"
