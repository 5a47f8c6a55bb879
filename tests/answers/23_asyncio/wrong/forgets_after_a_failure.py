# rejected by: test_following_goes_on_until_cancelled wrong-result
# why: following forgets the known rate when asking again fails
"""The bank's currency desk: it asks the exchange for rates, and serves many customers meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Fetch = Callable[[str], Awaitable[int]]
Book = Callable[[str, int], Awaitable[object]]


class _Question:
    """A question on its way to the exchange, and who waits for the answer."""

    def __init__(self, fetch: Fetch, currency: str) -> None:
        self.currency = currency
        self._fetch = fetch
        self._waiting: set[asyncio.Future[int]] = set()
        self.task: asyncio.Task[None] | None = None

    async def ask(self, rates: dict[str, int], questions: dict[str, "_Question"]) -> None:
        try:
            rates[self.currency] = await self._fetch(self.currency)
        except Exception as error:
            del questions[self.currency]
            for customer in self._waiting:
                if not customer.done():
                    customer.set_exception(error)
        else:
            del questions[self.currency]
            for customer in self._waiting:
                if not customer.done():
                    customer.set_result(rates[self.currency])

    async def answer(self) -> int:
        customer = asyncio.get_running_loop().create_future()
        self._waiting.add(customer)
        try:
            return await customer
        finally:
            self._waiting.discard(customer)


class Desk:
    """Sells currencies; all of its customers are tasks of one event loop."""

    def __init__(self, fetch: Fetch, book: Book, printer: Callable[[str], object]) -> None:
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates: dict[str, int] = {}
        self._questions: dict[str, _Question] = {}
        self.taken = 0
        self.failures: list[Exception] = []

    async def rate(self, currency: str) -> int:
        """Return the rate of a currency; ask the exchange if it is not known yet."""
        with suppress(KeyError):
            return self._rates[currency]
        if (question := self._questions.get(currency)) is None:
            question = self._questions[currency] = _Question(self._fetch, currency)
            question.task = asyncio.create_task(question.ask(self._rates, self._questions))
        return await question.answer()

    async def sell(self, currency: str, amount: int) -> None:
        """Take the money for so much of a currency, and tell head office."""
        rate = await self.rate(currency)
        self.taken += amount * rate
        await self._book(currency, amount)

    async def follow(self, currency: str, pause_s: float) -> None:
        """Ask for the rate again and again, until this is cancelled."""
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self._rates.pop(currency, None)
                self.failures.append(error)
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
