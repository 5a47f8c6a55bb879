"""A task is started and forgotten, and the program ends before it does."""

import asyncio


class Log:
    def __init__(self):
        self.lines = []

    async def write(self, line):
        await asyncio.sleep(0.1)
        self.lines.append(line)


async def scenario():
    log = Log()
    asyncio.create_task(log.write("hello"))
    await asyncio.sleep(1)
