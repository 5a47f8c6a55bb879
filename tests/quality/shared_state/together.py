"""What the programs share: two threads at the same time."""

import threading


def twice(function):
    """Run *function* in two threads, and wait for both."""
    both(function, function)


def both(*functions):
    """Run each of *functions* in a thread of its own, and wait for all."""
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def fails(function, *errors):
    """Whether *function* raises one of *errors*."""
    try:
        function()
    except errors:
        return True
    return False
