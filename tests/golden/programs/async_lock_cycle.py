"""Two transfers take the same two locks in different orders."""

import asyncio


class Account:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.balance = 10


async def transfer(source, target):
    async with source.lock:
        await asyncio.sleep(0.1)
        async with target.lock:
            source.balance -= 1
            target.balance += 1


async def scenario():
    ann, bob = Account(), Account()
    async with asyncio.TaskGroup() as group:
        group.create_task(transfer(ann, bob), name="ann to bob")
        group.create_task(transfer(bob, ann), name="bob to ann")
