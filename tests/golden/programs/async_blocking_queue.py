"""A queue of threads stops the loop, and with it whoever would put something in."""

import asyncio
import queue


async def scenario():
    jobs = queue.Queue()

    async def work():
        return jobs.get()

    async def order():
        jobs.put("a job")

    await asyncio.gather(work(), order())
