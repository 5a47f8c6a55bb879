import queue
from concurrent.futures import ThreadPoolExecutor, wait


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(map(answer, [pool.submit(ask, bank) for bank in banks]))


def as_they_come(ask, banks, workers):
    ready = queue.SimpleQueue()
    with ThreadPoolExecutor(workers) as pool:
        names = {}
        for bank in banks:
            names[pool.submit(ask, bank)] = bank
        for future in names:
            future.add_done_callback(ready.put)
        for _ in banks:
            future = ready.get()
            yield names[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
        on_time = wait(futures, seconds).done
        for future in reversed(futures):
            future.cancel()
        return {b: answer(f) for b, f in zip(banks, futures) if f in on_time}
