import threading


def total(office, workers):
    places = threading.Semaphore(workers)
    lock = threading.Lock()
    coins, errors = [], []

    def count(one):
        threads = [threading.Thread(target=count, args=(part,)) for part in one.parts]
        for thread in threads:
            thread.start()
        try:
            with places:
                found = one.count()
            with lock:
                coins.append(found)
        except Exception as error:
            errors.append(error)
        for thread in threads:
            thread.join()

    count(office)
    if errors:
        raise errors[0]
    return sum(coins)
