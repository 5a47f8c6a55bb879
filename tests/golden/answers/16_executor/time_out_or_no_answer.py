import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait

Ask = Callable[[str], int]


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    answers = dict(as_they_come(ask, banks, workers))
    return [answers[bank] for bank in banks]


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    answers: queue.Queue = queue.Queue()
    todo: queue.Queue = queue.Queue()
    for bank in banks:
        todo.put(bank)

    def work() -> None:
        while True:
            try:
                bank = todo.get_nowait()
            except queue.Empty:
                return
            try:
                answers.put((bank, ask(bank)))
            except Exception as error:
                answers.put((bank, error))

    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    for _ in banks:
        yield answers.get()


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    answers = {}
    end = time.monotonic() + seconds
    pool = ThreadPoolExecutor(workers)
    futures = {bank: pool.submit(ask, bank) for bank in banks}
    for bank, future in futures.items():
        try:
            answers[bank] = future.result(timeout=end - time.monotonic())
        except TimeoutError:
            future.cancel()
    pool.shutdown(wait=False, cancel_futures=True)
    return answers


def phone(bank: str) -> int:
    """Ask a bank; the longer its name, the longer it takes."""
    time.sleep(len(bank) / 10)
    return 1900 + len(bank)


def main() -> None:
    banks = ["far away", "near"]
    start = time.monotonic()
    for what in (all_rates(phone, banks, 2), list(as_they_come(phone, banks, 2))):
        print(f"{what} after {time.monotonic() - start:.1f} s")
        start = time.monotonic()
    print(f"{in_time(phone, banks, 2, 0.6)} after {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main()
