# rejected by: test_who_leaves_takes_nobody_along wrong-result
# why: a shield for whoever asks first; who comes later waits for the bare task, and cancels it
import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._asking = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        if currency in self._rates:
            return self._rates[currency]
        if currency in self._asking:
            return await self._asking[currency]
        self._asking[currency] = asyncio.create_task(self._ask(currency))
        return await asyncio.shield(self._asking[currency])

    async def _ask(self, currency):
        try:
            self._rates[currency] = await self._fetch(currency)
        finally:
            del self._asking[currency]
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
