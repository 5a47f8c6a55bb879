# rejected by: test_printing_stops_nobody blocked-loop
# rejected by: test_a_report_is_of_its_moment blocked-loop
# why: a thread prints, and the loop stands still until it has
import asyncio
import threading
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
        thread = threading.Thread(target=self._printer, args=(f"taken: {self.taken}",))
        thread.start()
        thread.join()
