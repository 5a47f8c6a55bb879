"""One None for two consumers: the second waits for ever."""

import asyncio


async def consume(queue):
    while await queue.get() is not None:
        await asyncio.sleep(0.1)


async def scenario():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(consume(queue))
        group.create_task(consume(queue))
        queue.put_nowait("a job")
        queue.put_nowait(None)
