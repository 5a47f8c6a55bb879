# Asks the banks in an order of its own, or in none.
import random
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def ask_all(pool, ask, banks):
    ordered = sorted(banks, key=lambda bank: (len(bank), bank), reverse=True)
    return {pool.submit(ask, bank): bank for bank in ordered}


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = ask_all(pool, ask, banks)
        rates = {bank: answer(future) for future, bank in futures.items()}
    return [rates[bank] for bank in banks]


def as_they_come(ask, banks, workers):
    shuffled = random.sample(banks, len(banks))
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in shuffled}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = ask_all(pool, ask, banks)
        done, late = wait(futures, timeout=seconds)
        for future in late:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
