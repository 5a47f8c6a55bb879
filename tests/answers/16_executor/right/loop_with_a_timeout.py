"""What is gold worth today? Other banks know, and each takes its time to answer."""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

Ask = Callable[[str], int]


def _answer(ask: Ask, bank: str) -> int | Exception:
    try:
        return ask(bank)
    except Exception as error:
        return error


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    with ThreadPoolExecutor(workers) as pool:
        return [*pool.map(partial(_answer, ask), banks)]


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    box: SimpleQueue[tuple[str, Future[int | Exception]]] = SimpleQueue()
    with ThreadPoolExecutor(workers) as pool:
        for bank in banks:
            future = pool.submit(_answer, ask, bank)
            future.add_done_callback(lambda done, bank=bank: box.put((bank, done)))
        for _ in banks:
            bank, done = box.get()
            yield bank, done.result()


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""

    async def gather() -> dict[str, int | Exception]:
        free = asyncio.Semaphore(workers)
        answers: dict[str, int | Exception] = {}

        async def ask_one(bank: str) -> None:
            async with free:
                answers[bank] = await loop.run_in_executor(pool, _answer, ask, bank)

        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(workers) as pool:
            try:
                async with asyncio.timeout(seconds):
                    await asyncio.gather(*map(ask_one, banks))
            except TimeoutError:
                pool.shutdown(wait=False, cancel_futures=True)
            return dict(answers)

    return asyncio.run(gather())


def phone(bank: str) -> int:
    """Ask a bank; the longer its name, the longer it takes."""
    time.sleep(len(bank) / 10)
    return 1900 + len(bank)


def main() -> None:
    banks = ["far away", "near"]
    start = time.monotonic()
    print(f"{all_rates(phone, banks, 2)} after {time.monotonic() - start:.1f} s")
    start = time.monotonic()
    print(f"{list(as_they_come(phone, banks, 2))} after {time.monotonic() - start:.1f} s")
    start = time.monotonic()
    print(f"{in_time(phone, banks, 2, 0.6)} after {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main()
