"""Two threads guard the same stock with a lock each. Told with `races=True`."""

import threading

stock = {"apples": 5}
shop_lock = threading.Lock()
web_lock = threading.Lock()


def sell_in_shop():
    with shop_lock:
        stock["apples"] -= 1


def sell_on_web():
    with web_lock:
        stock["apples"] -= 1


def scenario():
    shop = threading.Thread(target=sell_in_shop, name="shop")
    web = threading.Thread(target=sell_on_web, name="web")
    shop.start()
    web.start()
    shop.join()
    web.join()
