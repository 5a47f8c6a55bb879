import queue
import threading


def total(office, workers):
    tasks = queue.Queue()
    results = queue.Queue()

    def work():
        while True:
            one = tasks.get()
            if one is None:
                return
            try:
                results.put(one.count())
            except BaseException as error:
                results.put(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()

    def hand_out(one):
        tasks.put(one)
        return 1 + sum(hand_out(part) for part in one.parts)

    offices = hand_out(office)
    for _ in threads:
        tasks.put(None)
    for thread in threads:
        thread.join()
    coins = 0
    for _ in range(offices):
        result = results.get()
        if isinstance(result, BaseException):
            raise result
        coins += result
    return coins
