# rejected by: test_following_goes_on_until_cancelled wrong-result
# why: follow() pauses before it asks for the first time
import asyncio
from collections import defaultdict


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._asking = defaultdict(asyncio.Lock)
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        async with self._asking[currency]:
            if currency not in self._rates:
                self._rates[currency] = await self._fetch(currency)
        return self._rates[currency]

    async def sell(self, currency, amount):
        rate = await self.rate(currency)
        self.taken += amount * rate
        await self._book(currency, amount)

    async def follow(self, currency, pause_s):
        while True:
            await asyncio.sleep(pause_s)
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)

    async def report(self):
        await asyncio.to_thread(self._printer, f"taken: {self.taken}")
