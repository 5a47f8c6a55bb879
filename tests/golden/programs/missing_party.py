"""A barrier for three, and two who come."""

import threading


def scenario():
    start_line = threading.Barrier(3)
    runners = [threading.Thread(target=start_line.wait, name=n) for n in ("ann", "bob")]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
