# rejected by: test_a_failure_comes_out wrong-result
# why: an office that cannot be counted counts as empty
from concurrent.futures import ThreadPoolExecutor


def offices(office):
    yield office
    for part in office.parts:
        yield from offices(part)


def total(office, workers):
    coins = 0
    with ThreadPoolExecutor(workers) as pool:
        for future in [pool.submit(one.count) for one in offices(office)]:
            try:
                coins += future.result()
            except Exception as error:
                print("not counted:", error)
    return coins
