# A thread of its own prints, and tells the loop when it has.
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
        rate, _ = await asyncio.gather(self.rate(currency), self._book(currency, amount))
        self.taken += rate * amount

    async def follow(self, currency, pause_s):
        while True:
            try:
                self._rates[currency] = await self._fetch(currency)
            except Exception as error:
                self.failures.append(error)
            await asyncio.sleep(pause_s)

    async def report(self):
        loop, printed = asyncio.get_running_loop(), asyncio.Event()
        line = f"taken: {self.taken}"

        def work():
            self._printer(line)
            loop.call_soon_threadsafe(printed.set)

        thread = threading.Thread(target=work)
        thread.start()
        await printed.wait()
        thread.join()
