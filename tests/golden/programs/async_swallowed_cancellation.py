"""A worker catches its cancellation together with everything else."""

import asyncio


async def work(jobs):
    while True:
        try:
            job = await jobs.get()
            job()
        except BaseException:
            print("this job did not work")


async def scenario():
    jobs = asyncio.Queue()
    worker = asyncio.create_task(work(jobs))
    await asyncio.sleep(1)
    worker.cancel()
    try:
        await worker
    except asyncio.CancelledError:
        pass
