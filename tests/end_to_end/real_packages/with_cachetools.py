import treadle
from cachetools import TTLCache


@treadle.explore(modules=["cachetools"])
def test_two_threads_meet_an_expired_key():
    now = 0
    cache = TTLCache(maxsize=10, ttl=1, timer=lambda: now)
    cache["old"] = 1
    now = 2
    treadle.run(cache.expire, cache.expire)
