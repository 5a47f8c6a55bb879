"""Small programs of coroutines, drawn at random; what they do is kept in `log`."""

from __future__ import annotations

from random import Random

_SLEEP = "await asyncio.sleep(1)"
_STEPS = {
    "sleep": _SLEEP,
    "sleep once more": _SLEEP,
    "yield": "await asyncio.sleep(0)",
    "lock": f"async with lock:\n    log.append(('in', me))\n    {_SLEEP}",
    "semaphore": "async with semaphore:\n    log.append(('permit', me))",
    "set": "event.set()",
    "wait": (
        "try:\n    async with asyncio.timeout(5):\n        await event.wait()\n"
        "except TimeoutError:\n    log.append(('late', me))"
    ),
    "put": "await queue.put(me)",
    "get": (
        "try:\n    async with asyncio.timeout(5):\n"
        "        log.append(('got', me, await queue.get()))\n"
        "except TimeoutError:\n    log.append(('late', me))"
    ),
    "cancel": "tasks[{other}].cancel()",
    "timeout": (
        f"try:\n    async with asyncio.timeout(2):\n        {_SLEEP}\n"
        "        log.append(('slept', me))\n"
        "except TimeoutError:\n    log.append(('late', me))"
    ),
}

_HEAD = """\
import asyncio
import threading

log = []


async def scenario():
    lock, event, queue = asyncio.Lock(), asyncio.Event(), asyncio.Queue()
    semaphore = asyncio.Semaphore(1)
    loop = asyncio.get_running_loop()
    tasks = []
"""


def write(seed: int, *, thread: bool = False) -> str:
    """A program of two or three tasks; with *thread*, of a thread that pokes the loop as well."""
    random = Random(seed)
    count = 2 if thread else random.randint(2, 3)
    text = _HEAD
    for me in range(count):
        text += f"\n    async def task{me}(me={me}):\n"
        for number in range(random.randint(1, 2 if thread else 3)):
            step = _STEPS[random.choice(list(_STEPS))].format(other=random.randrange(count))
            step += f"\nlog.append(({me}, {number}))"
            text += "".join(f"        {line}\n" for line in step.splitlines())
    text += "\n"
    for me in range(count):
        text += f"    tasks.append(asyncio.create_task(task{me}()))\n"
    if thread:
        text += "    poke = lambda: loop.call_soon_threadsafe(log.append, 'poked')\n"
        text += "    other = threading.Thread(target=poke)\n    other.start()\n"
    text += "    ends = await asyncio.gather(*tasks, return_exceptions=True)\n"
    text += "    log.append([type(end).__name__ for end in ends])\n"
    return text + ("    other.join()\n" if thread else "")
