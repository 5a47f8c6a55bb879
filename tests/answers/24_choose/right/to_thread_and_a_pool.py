# A loop waits for the threads; multiprocessing has a pool, too.
import asyncio
import multiprocessing


def ask_all(ask, banks):
    async def main():
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask(bank)) for bank in banks]
        return [task.result() for task in tasks]

    return asyncio.run(main())


def read_all(read, cards):
    async def main():
        return await asyncio.gather(*(asyncio.to_thread(read, card) for card in cards))

    return asyncio.run(main())


def compute_all(compute, tasks):
    with multiprocessing.Pool(4) as pool:
        return pool.map(compute, tasks, chunksize=1)
