# rejected by: test_a_failure_is_not_kept wrong-result
# rejected by: test_following_goes_on_until_cancelled wrong-result
# why: keeps the task instead of the rate: with its exception, and without what is learned later
import asyncio


class Desk:
    def __init__(self, fetch, book, printer):
        self._fetch, self._book, self._printer = fetch, book, printer
        self._rates = {}
        self._asking = {}
        self.taken = 0
        self.failures = []

    async def rate(self, currency):
        if currency not in self._asking:
            self._asking[currency] = asyncio.create_task(self._fetch(currency))
        return await asyncio.shield(self._asking[currency])

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
