"""An object that should be made once is made twice."""

import threading


class Settings:
    _only = None

    @classmethod
    def get(cls):
        if cls._only is None:
            cls._only = Settings()
        return cls._only


def scenario():
    found = {}

    def use(name):
        found[name] = Settings.get()

    threads = [threading.Thread(target=use, args=(n,), name=n) for n in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found["left"] is found["right"], "there are two Settings"
