"""A task of a loop that forgets to say that it is done with a page."""

import asyncio


async def scenario():
    pages = asyncio.Queue()

    async def worker():
        while True:
            page = await pages.get()
            if page == "torn":
                continue
            pages.task_done()

    task = asyncio.create_task(worker(), name="worker")
    for page in ("whole", "torn"):
        pages.put_nowait(page)
    await pages.join()
    task.cancel()
