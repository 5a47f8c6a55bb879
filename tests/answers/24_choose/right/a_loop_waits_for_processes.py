# An event loop may wait for processes as well as for coroutines.
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        answers = {}

        async def one(position, bank):
            answers[position] = await ask(bank)

        tasks = [asyncio.create_task(one(n, bank)) for n, bank in enumerate(banks)]
        for task in tasks:
            await task
        return [answers[n] for n in range(len(banks))]

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    async def main():
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(max_workers=4) as pool:
            return await asyncio.gather(
                *(loop.run_in_executor(pool, compute, task) for task in tasks)
            )

    return asyncio.run(main())
