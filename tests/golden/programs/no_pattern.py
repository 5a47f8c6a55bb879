"""Wrong in every order, so no pattern fits: the check's own message is all there is to say."""

import threading


def scenario():
    words = []
    threads = [threading.Thread(target=words.append, args=(w,), name=w) for w in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert words == ["a", "b", "c"], f"the words are {words}"
