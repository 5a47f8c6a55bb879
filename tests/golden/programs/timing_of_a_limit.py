"""A sleep that stands for slow work, and is over before the limit that it is to break."""

import asyncio


async def ask_the_bank():
    await asyncio.sleep(10)
    return "yes"


async def scenario():
    try:
        answer = await asyncio.wait_for(ask_the_bank(), timeout=1)
    except TimeoutError:
        answer = "too slow"
    assert answer == "too slow", "the bank takes ten seconds"
