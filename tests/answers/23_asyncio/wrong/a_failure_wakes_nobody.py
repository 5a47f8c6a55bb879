# rejected by: test_a_failure_is_not_kept wrong-result
# why: others wait for an event, which is set when there is a rate, and so not if asking fails
import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._asking = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        while currency not in self._rates:
            if currency in self._asking:
                await self._asking[currency].wait()
                continue
            self._asking[currency] = known = asyncio.Event()
            try:
                self._rates[currency] = await self._fetch(currency)
            except asyncio.CancelledError:
                known.set()
                raise
            finally:
                del self._asking[currency]
            known.set()
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
