"""Two tills that go by the same name."""

from threading import Thread


class Till:
    coins = 5


def pay_in(till: Till) -> None:
    till.coins += 1


def scenario() -> None:
    till = Till()
    threads = [Thread(target=pay_in, args=(till,), name="till") for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert till.coins == 7, "two coins were paid in"
