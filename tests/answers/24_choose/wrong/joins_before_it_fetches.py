# rejected by: test_no_process_is_left timeout
# why: waits for the processes before it takes out what they have put into the queue, which is too large for the pipe
import asyncio
import multiprocessing
from concurrent.futures import ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def work(compute, number, task, done):
    done.put((number, compute(task)))


def compute_all(compute, tasks):
    done = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=work, args=(compute, number, task, done))
        for number, task in enumerate(tasks)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [result for _, result in sorted(done.get() for _ in tasks)]
