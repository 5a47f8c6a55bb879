"""all_rates() gives the answers as they come; in_time() leaves a worker that is about to end."""

from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(ask, bank):
    try:
        return ask(bank)
    except Exception as error:
        return error


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(answer, ask, bank) for bank in banks]
        return [future.result() for future in as_completed(futures)]


def in_time(ask, banks, workers, seconds):
    pool = ThreadPoolExecutor(workers)
    futures = {pool.submit(answer, ask, bank): bank for bank in banks}
    done, _ = wait(futures, timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: future.result() for future in done}
