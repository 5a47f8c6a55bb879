import sqlparse
import treadle


@treadle.explore(modules=["sqlparse.lexer"])
def test_two_threads_parse_their_first_statement():
    def parse():
        assert sqlparse.parse("select 1")[0].get_type() == "SELECT"

    treadle.run(parse, parse)
