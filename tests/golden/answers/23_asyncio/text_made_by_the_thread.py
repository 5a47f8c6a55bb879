"""rate() is right: it waits for the task that asks. report() looks at what was taken too late."""

import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates, self._asking = {}, {}
        self.taken = 0

    async def rate(self, currency):
        if currency not in self._rates:
            if currency not in self._asking:
                self._asking[currency] = asyncio.create_task(self._ask(currency))
            await asyncio.shield(self._asking[currency])
        return self._rates[currency]

    async def _ask(self, currency):
        try:
            self._rates[currency] = await self._fetch(currency)
        finally:
            del self._asking[currency]

    async def sell(self, currency, amount):
        rate = await self.rate(currency)
        self.taken += amount * rate
        await self._book(currency, amount)

    async def report(self):
        await asyncio.to_thread(lambda: self._printer(f"taken: {self.taken}"))
