"""Two threads wake each other; one of them answers before it clears what woke it."""

import threading


def serve(ball, back):
    for _ in range(2):
        ball.set()
        back.wait()
        back.clear()


def reply(ball, back):
    for _ in range(2):
        ball.wait()
        back.set()
        ball.clear()


def scenario():
    ball = threading.Event()
    back = threading.Event()
    threads = [threading.Thread(target=play, args=(ball, back)) for play in (serve, reply)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
