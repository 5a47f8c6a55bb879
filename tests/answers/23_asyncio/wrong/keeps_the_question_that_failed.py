# rejected by: test_the_exchange_is_asked_once wrong-result
# rejected by: test_a_failure_is_not_kept wrong-result
# why: keeps the task of each question, so that it is asked no more, also if it failed
"""The bank's currency desk: it asks the exchange for rates, and serves many customers meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[int]]
Book = Callable[[str, int], Awaitable[object]]


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._questions = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        if currency in self._rates:
            return self._rates[currency]
        task = self._questions.get(currency)
        if task is None:
            task = asyncio.create_task(self._ask(currency))
            self._questions[currency] = task
        return await asyncio.shield(task)

    async def _ask(self, currency):
        try:
            self._rates[currency] = await self._fetch(currency)
            return self._rates[currency]
        finally:
            pass

    async def sell(self, currency, amount):
        price = amount * await self.rate(currency)
        self.taken += price
        await self._book(currency, amount)

    async def follow(self, currency, pause_s):
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self):
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
