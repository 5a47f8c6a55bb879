# A thread for each card, a process for each task, and a pipe to tell the result.
import asyncio
import multiprocessing
import threading


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    found = [None] * len(cards)

    def work(position):
        found[position] = read(cards[position])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(cards))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def tell(pipe, compute, task):
    pipe.send(compute(task))


def compute_all(compute, tasks):
    running = []
    for task in tasks:
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=tell, args=(there, compute, task))
        process.start()
        running.append((here, process))
    results = []
    for here, process in running:
        results.append(here.recv())
        process.join()
    return results
