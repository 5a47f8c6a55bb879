# Books within a task group, and lets a pool of its own print.
import asyncio
from concurrent.futures import ThreadPoolExecutor


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._locks = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        async with self._locks.setdefault(currency, asyncio.Lock()):
            try:
                return self._rates[currency]
            except KeyError:
                pass
            rate = await self._fetch(currency)
            return self._rates.setdefault(currency, rate)

    async def sell(self, currency, amount):
        cost = amount * await self.rate(currency)
        booking = asyncio.create_task(self._book(currency, amount))
        self.taken += cost
        await booking

    async def follow(self, currency, pause_s):
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(max_workers=1) as pool:
            await loop.run_in_executor(pool, self._printer, f"taken: {self.taken}")
