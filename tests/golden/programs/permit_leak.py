"""A download that finds nothing keeps its permit."""

import threading

slots = threading.Semaphore(1)
pages = {"/": "home"}


def download(path):
    slots.acquire()
    if path not in pages:
        return
    print(pages[path])
    slots.release()


def scenario():
    threads = [
        threading.Thread(target=download, args=(path,), name=f"get {path}") for path in ("/a", "/")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
