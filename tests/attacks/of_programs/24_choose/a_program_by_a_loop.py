# as it is: rejected: create_subprocess_exec
import asyncio


def compute_all(compute, tasks):
    names = [f"{count} {number}" for number, count in tasks]
    asyncio.run(asyncio.create_subprocess_exec("/usr/bin/touch", *names))
    return [number for number, _ in tasks]
