from concurrent.futures import ThreadPoolExecutor, as_completed


def total(office, workers):
    found = 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = []
        waiting = [office]
        while waiting:
            one = waiting.pop()
            waiting.extend(one.parts)
            futures.append(pool.submit(one.count))
        for future in as_completed(futures):
            found += future.result()
    return found
