"""A coroutine function is called as if it were a function."""

import asyncio


class Log:
    def __init__(self):
        self.lines = []

    async def write(self, line):
        await asyncio.sleep(0.1)
        self.lines.append(line)


async def scenario():
    log = Log()
    log.write("hello")
    await asyncio.sleep(1)
    assert log.lines == ["hello"]
