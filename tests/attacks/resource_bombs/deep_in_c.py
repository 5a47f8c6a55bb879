# as it is: crashed
# approved: crashed
from functools import reduce
from itertools import repeat

next(reduce(zip, repeat("a", 300_000)))
