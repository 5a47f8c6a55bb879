"""A sleep that is to keep the order: the longer one is over first."""

import threading
import time


def scenario():
    served = []

    def bake():
        time.sleep(2)
        served.append("bread")

    def brew():
        time.sleep(1)
        served.append("tea")

    cooks = [threading.Thread(target=cook, name=cook.__name__) for cook in (brew, bake)]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    assert served == ["tea", "bread"], "the tea should come first"
