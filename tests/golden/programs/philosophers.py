"""Three philosophers, each of whom takes the fork on the left and then the one on the right."""

import threading


def scenario():
    forks = [threading.Lock() for _ in range(3)]

    def dine(seat):
        left, right = forks[seat], forks[(seat + 1) % 3]
        with left:
            with right:
                pass

    threads = [
        threading.Thread(target=dine, args=(seat,), name=name)
        for seat, name in enumerate(("plato", "kant", "marx"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
