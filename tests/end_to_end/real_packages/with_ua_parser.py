import treadle
from ua_parser import user_agent_parser as parser


@treadle.explore(modules=["ua_parser.user_agent_parser"])
def test_two_threads_find_the_cache_full():
    parser.MAX_CACHE_SIZE = 1
    parser._lookup("old", {})
    treadle.run(lambda: parser._lookup("one", {}), lambda: parser._lookup("two", {}))
