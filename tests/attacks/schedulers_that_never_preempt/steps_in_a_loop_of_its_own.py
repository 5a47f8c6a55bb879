# as it is: rejected: import asyncio
# approved: failed: wrong-result
import asyncio
class Counter:
    def __init__(self): self.value = 0
    async def m(self):
        v = self.value
        await asyncio.sleep(0)
        self.value = v + 1
    def add(self): asyncio.run(self.m())
