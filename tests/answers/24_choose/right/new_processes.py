# Every process is a new Python; every task is submitted by itself.
import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    with asyncio.Runner() as runner:

        async def main():
            tasks = [asyncio.ensure_future(ask(bank)) for bank in banks]
            return [await task for task in tasks]

        return runner.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor() as pool:
        return [future.result() for future in [pool.submit(read, card) for card in cards]]


def compute_all(compute, tasks):
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=spawn) as pool:
        return [future.result() for future in [pool.submit(compute, task) for task in tasks]]
