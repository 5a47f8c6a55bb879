# The first one asks; the others wait for an event, and look again.
import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._answered = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        while currency not in self._rates:
            answered = self._answered.get(currency)
            if answered is not None:
                await answered.wait()
                continue
            answered = self._answered[currency] = asyncio.Event()
            try:
                self._rates[currency] = await self._fetch(currency)
            finally:
                del self._answered[currency]
                answered.set()
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
