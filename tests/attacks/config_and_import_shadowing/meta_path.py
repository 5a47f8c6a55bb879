# as it is: rejected: meta_path
# approved: crashed or tampered
import sys


class Finder:
    def find_spec(self, *_):
        raise SystemExit(0)


sys.meta_path.insert(0, Finder())
