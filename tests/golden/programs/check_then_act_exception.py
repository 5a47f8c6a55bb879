"""A key that was there a moment ago is gone."""

import threading

sessions = {"ann": 1}


def log_out(name):
    if name in sessions:
        del sessions[name]


def scenario():
    threads = [
        threading.Thread(target=log_out, args=("ann",), name=name) for name in ("phone", "laptop")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
