import treadle
import zict


@treadle.explore(modules=["zict"])
def test_a_key_is_popped_once():
    store = zict.LRU(10, {})
    store["key"] = 1
    popped = treadle.run(lambda: store.pop("key", None), lambda: store.pop("key", None))
    assert sorted(map(str, popped)) == ["1", "None"]
