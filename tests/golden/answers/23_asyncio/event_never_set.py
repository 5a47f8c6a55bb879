"""The exchange desk of a bank, where many customers are served at the same time."""

import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._known = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        if currency in self._known:
            await self._known[currency].wait()
            return self._rates[currency]
        self._known[currency] = asyncio.Event()
        self._rates[currency] = await self._fetch(currency)
        self._known[currency].set()
        return self._rates[currency]

    async def sell(self, currency, amount):
        rate = await self.rate(currency)
        self.taken += amount * rate
        await self._book(currency, amount)

    async def follow(self, currency, pause_s):
        while True:
            try:
                await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self):
        await asyncio.to_thread(self._printer, f"taken: {self.taken}")
