# rejected by: test_who_leaves_takes_nobody_along deadlock
# why: others wait for a future of the first one, who may be cancelled and never completes it
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
            return await asyncio.shield(self._asking[currency])
        answer = self._asking[currency] = asyncio.get_running_loop().create_future()
        try:
            rate = await self._fetch(currency)
        except Exception as error:
            answer.set_exception(error)
            answer.exception()
            del self._asking[currency]
            raise
        self._rates[currency] = rate
        answer.set_result(rate)
        return rate

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
