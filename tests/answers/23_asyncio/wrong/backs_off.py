# rejected by: test_following_goes_on_until_cancelled wrong-result
# why: pauses twice as long after each failure, though it was told how long
"""The bank's currency desk: it asks the exchange for rates, and serves many customers meanwhile."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[int]]
Book = Callable[[str, int], Awaitable[object]]


class Desk:
    """Sells currencies; all of its customers are tasks of one event loop."""

    def __init__(self, fetch: Fetch, book: Book, printer: Callable[[str], object]) -> None:
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates: dict[str, int] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.taken = 0
        self.failures: list[Exception] = []

    async def rate(self, currency: str) -> int:
        """Return the rate of a currency; ask the exchange if it is not known yet."""
        async with self._asking[currency]:
            if currency not in self._rates:
                self._rates[currency] = await self._fetch(currency)
        return self._rates[currency]

    async def sell(self, currency: str, amount: int) -> None:
        """Take the money for so much of a currency, and tell head office."""
        rate = await self.rate(currency)
        self.taken += amount * rate  # no await between reading and writing
        await self._book(currency, amount)

    async def follow(self, currency: str, pause_s: float) -> None:
        """Ask for the rate again and again, until this is cancelled."""
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:  # not CancelledError, which is no Exception
                self.failures.append(error)
                pause_s *= 2
            await asyncio.sleep(pause_s)

    async def report(self) -> None:
        """Print what has been taken."""
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
