"""A dictionary grows while somebody goes through it."""

import threading

scores = {"ann": 1, "bob": 2}
best = []


def ranking():
    for name, score in scores.items():
        if score > 1:
            best.append(name)


def join_in():
    scores["cid"] = 3


def scenario():
    threads = [threading.Thread(target=f, name=f.__name__) for f in (ranking, join_in)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
