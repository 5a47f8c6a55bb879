# rejected by: test_a_failure_is_not_kept wrong-result
# why: the exception is kept for those who wait, and given to those who wait for the next answer, too
"""The desk, with events."""

import asyncio
from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[int]]
Book = Callable[[str, int], Awaitable[object]]


class Desk:
    def __init__(self, fetch: Fetch, book: Book, printer: Callable[[str], object]) -> None:
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates: dict[str, int] = {}
        self._known: dict[str, asyncio.Event] = {}
        self._errors: dict[str, Exception] = {}
        self.taken = 0
        self.failures: list[BaseException] = []

    async def rate(self, currency: str) -> int:
        while currency not in self._rates:
            if currency in self._known:
                await self._known[currency].wait()
                if currency in self._errors:
                    raise self._errors[currency]
            else:
                event = self._known[currency] = asyncio.Event()
                try:
                    self._rates[currency] = await self._fetch(currency)
                except Exception as error:
                    self._errors[currency] = error
                    raise
                finally:
                    del self._known[currency]
                    event.set()
        return self._rates[currency]

    async def sell(self, currency: str, amount: int) -> None:
        price = amount * await self.rate(currency)
        self.taken += price
        await self._book(currency, amount)

    async def follow(self, currency: str, pause_s: float) -> None:
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self) -> None:
        await asyncio.to_thread(self._printer, f"taken: {self.taken}")




async def main() -> None:
    async def fetch(currency: str) -> int:
        await asyncio.sleep(0.1)
        return {"USD": 2, "EUR": 3}[currency]

    async def book(currency: str, amount: int) -> None:
        await asyncio.sleep(0.1)
        print(f"head office: {amount} {currency} sold")

    desk = Desk(fetch, book, print)
    await asyncio.gather(desk.sell("USD", 10), desk.sell("EUR", 10))
    await desk.report()


if __name__ == "__main__":
    asyncio.run(main())
