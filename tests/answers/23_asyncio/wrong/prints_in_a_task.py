# rejected by: test_printing_stops_nobody blocked-loop
# rejected by: test_a_report_is_of_its_moment wrong-result
# why: a task of its own is still in the same loop
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
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self):
        async def work():
            self._printer(f"taken: {self.taken}")

        await asyncio.create_task(work())
