"""Two coroutines read a balance, wait for the bank, and write what they make of it."""

import asyncio


class Account:
    def __init__(self):
        self.balance = 0

    async def deposit(self, amount):
        balance = self.balance
        await asyncio.sleep(0.1)
        self.balance = balance + amount


async def scenario():
    account = Account()
    await asyncio.gather(account.deposit(1), account.deposit(2))
    assert account.balance == 3, f"1 and 2 were deposited, but there is {account.balance}"
