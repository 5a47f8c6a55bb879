"""A coroutine takes a lock that it holds."""

import asyncio


class Account:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.balance = 0

    async def deposit(self, amount):
        async with self.lock:
            await self.log(amount)
            self.balance += amount

    async def log(self, amount):
        async with self.lock:
            print("deposit of", amount)


async def scenario():
    account = Account()
    await asyncio.gather(account.deposit(1), account.deposit(2))
