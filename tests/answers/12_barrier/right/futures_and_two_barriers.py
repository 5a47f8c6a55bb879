import threading
from concurrent.futures import ThreadPoolExecutor


def audit(desks, days):
    """A barrier for each of the two, and futures that keep what was raised."""
    counted = threading.Barrier(len(desks))
    compared = threading.Barrier(len(desks))

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                counted.wait()
                desk.compare(day)
                compared.wait()
        except threading.BrokenBarrierError:
            pass
        except:
            counted.abort()
            compared.abort()
            raise

    with ThreadPoolExecutor(len(desks)) as pool:
        futures = [pool.submit(work, desk) for desk in desks]
    for future in futures:
        future.result()
