# rejected by: test_answers_are_given_as_they_come wrong-result
# why: a bank is handed in when an answer is taken: while the loop does something with it, a worker sleeps
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def settled(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
    return [settled(future) for future in futures]


def as_they_come(ask, banks, workers):
    waiting = iter(banks)
    with ThreadPoolExecutor(workers) as pool:
        asked = {pool.submit(ask, bank): bank for bank, _ in zip(waiting, range(workers))}
        while asked:
            ready, _ = wait(asked, return_when=FIRST_COMPLETED)
            for future in ready:
                yield asked.pop(future), settled(future)
                for bank in waiting:
                    asked[pool.submit(ask, bank)] = bank
                    break


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        ready, late = wait(futures, timeout=seconds)
        for future in late:
            future.cancel()
    return {futures[future]: settled(future) for future in ready}
