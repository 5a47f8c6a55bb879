# rejected by: test_the_exchange_is_asked_once wrong-result
# why: whoever has asked in vain throws away the question under way, which may be another one
import asyncio
from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[int]]
Book = Callable[[str, int], Awaitable[object]]


class Desk:
    """Sells currencies; all of its customers are tasks of one event loop."""

    def __init__(self, fetch: Fetch, book: Book, printer: Callable[[str], object]) -> None:
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates: dict[str, int] = {}
        self._asking: dict[str, asyncio.Task] = {}
        self.taken = 0
        self.failures: list[BaseException] = []

    async def rate(self, currency: str) -> int:
        if currency in self._rates:
            return self._rates[currency]
        if currency not in self._asking:
            self._asking[currency] = asyncio.create_task(self._fetch(currency))
        try:
            return await asyncio.shield(self._asking[currency])
        except Exception:
            self._asking.pop(currency, None)  # the next call asks again
            raise

    async def sell(self, currency: str, amount: int) -> None:
        rate = await self.rate(currency)
        self.taken += amount * rate
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
