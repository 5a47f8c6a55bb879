"""A scenario that wants a real network."""

import asyncio


async def scenario():
    reader, writer = await asyncio.open_connection("localhost", 8000)
    writer.write(b"hello")
