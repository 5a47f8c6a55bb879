# One condition for all, held only while nobody asks.
import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._asking = set()
        self._changed = asyncio.Condition()
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        async with self._changed:
            await self._changed.wait_for(lambda: currency not in self._asking)
            if currency in self._rates:
                return self._rates[currency]
            self._asking.add(currency)
        try:
            self._rates[currency] = await self._fetch(currency)
        finally:
            self._asking.remove(currency)
            async with self._changed:
                self._changed.notify_all()
        return self._rates[currency]

    async def sell(self, currency, amount):
        rate = await self.rate(currency)
        self.taken += amount * rate
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
