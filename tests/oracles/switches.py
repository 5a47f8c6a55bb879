"""Small things that two threads may do to the same objects, for `test_switches.py`.

Each kind has what is there at first, an expression that shows all of it at the end, and what a
thread may do: the body of a function, whose result is part of the outcome.

`match` against the items of a list or dict is not among them: Python takes several instructions for
it, but lets nobody in between them.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Programs on the same objects.

    Attributes:
        setup: the text that makes the objects.
        shown: the expression that shows them.
        doings: what a thread may do, as the body of a function.

    """

    setup: str
    shown: str
    doings: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "attributes": Kind(
        """
class Acc:
    total = 0
    def __init__(self): self.n = 1; self.m = 2; self.name = "x"
    @property
    def both(self): return self.n + self.m
    def bump(self): self.n += 1; return self.n
    def swap(self): self.n, self.m = self.m, self.n
    def __repr__(self): return f"A({self.n},{self.m})"
    def __bool__(self): return self.n > 1
    def __format__(self, spec): return f"{self.n}-{self.m}"
    def __call__(self): return self.n
    def __enter__(self): self.n += 1; return self
    def __exit__(self, *a): self.m -= 1
    def __iter__(self): yield self.n; yield self.m
    def __len__(self): return self.n
    def __contains__(self, x): return x == self.n or x == self.m
    def __getitem__(self, i): return (self.n, self.m)[i]
    def __index__(self): return self.n
    def __add__(self, o): return self.n + o.m
    def __iadd__(self, o): self.n = self.n + o; return self
    def __getattr__(self, k): return self.__dict__["n"] if k == "virt" else 99
a = Acc(); b = Acc(); b.n = 5
""",
        "(a.n, a.m, b.n, b.m, Acc.total)",
        (
            "a.n += 1; return a.n",
            "return a.n, a.m",
            "a.n, a.m = 7, 8",
            "return a.both",
            "return a.bump()",
            "a.swap()",
            "return repr(a)",
            "return f'{a}'",
            "return f'{a.n}{a.m}'",
            "return '%s %s' % (a.n, a.m)",
            "return '{0.n} {0.m}'.format(a)",
            "return bool(a)",
            "return 'yes' if a else 'no'",
            "return not a",
            "return a()",
            "with a as x: return x.n",
            "return list(a)",
            "x, y = a; return x, y",
            "return len(a)",
            "return 5 in a",
            "return a[0], a[1]",
            "return [10,20,30,40,50,60,70,80,90][a]",
            "return a + b",
            "global a; a += 2; return a.n",
            "return a.virt",
            "return a.nothing",
            "Acc.total += 1",
            "return a.total",
            "a.total = 5",
            "del a.name; return hasattr(a, 'name')",
            "return getattr(a, 'n') + getattr(a, 'm', 0)",
            "setattr(a, 'n', 9)",
            "return vars(a).copy()",
            "a.__dict__['n'] = 4",
            "a.__dict__.update(n=3, m=4)",
            "match a:\n  case Acc(n=1, m=2): return 'same'\n  case Acc(n=x): return x",
            "return 1 < a.n < a.m",
            "return a.n and a.m",
            "return (a.n or a.m), a.n is a.m",
            "return (z := a.n) + z + a.m",
            "return print_to(a.n, a.m)",
            "return [a.n for _ in range(2)]",
            "return {a.n: a.m}",
            "return (lambda: a.n + a.m)()",
            "return sum(o.n for o in (a, b, a))",
            "b.n = a.n; return b.m",
            "return dict(a.__dict__)",
            "a.n = a.m = 6",
            "for a.n in (3, 4): pass",
            "return a.n if a.m == 2 else -a.n",
            "try: raise KeyError(a.n)\nexcept KeyError as e: return e.args\nfinally: a.m = 0",
            "assert a.n == 1, a.m",
            "import copy; return copy.copy(a).n",
            "import copy; c = copy.deepcopy(a); return c.n, c.m",
            "import operator; return operator.attrgetter('n', 'm')(a)",
            "return list(map(lambda o: o.n, [a, b, a]))",
            "from functools import reduce; return reduce(lambda s, o: s + o.n, [a, a], 0)",
            "return a.bump() + a.bump()",
            "f = a.bump; return f()",
            "return type(a).both.fget(a)",
            "return Acc.bump(a)",
        ),
    ),
    "lists": Kind(
        """
xs = [3, 1, 2]
ys = [9]
""",
        "(xs, ys)",
        (
            "xs.append(4)",
            "return xs.pop()",
            "return xs.pop(0)",
            "xs.sort()",
            "xs.reverse()",
            "xs.insert(0, 7)",
            "xs.extend([5, 6])",
            "xs[0] = 10",
            "xs[0] += 1",
            "xs[1:2] = [8, 8]",
            "del xs[0]",
            "xs.remove(1)",
            "xs.clear()",
            "global xs; xs = xs + [1]",
            "global xs; xs += [1]",
            "return len(xs), len(xs)",
            "return xs[0], xs[-1]",
            "return xs.index(1)",
            "return xs.count(1)",
            "return 1 in xs",
            "return sorted(xs)",
            "return sum(xs), max(xs)",
            "return list(reversed(xs))",
            "return [x for x in xs]",
            "r = 0\nfor x in xs: r = r * 10 + x\nreturn r",
            "return list(zip(xs, xs))",
            "return list(enumerate(xs))",
            "return [*xs, *xs]",
            "a, *b = xs; return a, b",
            "return print_to(*xs)",
            "return xs == [3, 1, 2], xs < [4]",
            "return str(xs)",
            "return f'{xs}'",
            "return ','.join(map(str, xs))",
            "return xs[:], xs[1:]",
            "return xs * 2",
            "return any(x > 2 for x in xs), all(xs)",
            "return list(filter(None, xs))",
            "import copy; return copy.copy(xs)",
            "return tuple(xs), set(xs)",
            "import bisect; bisect.insort(xs, 2)",
            "import heapq; heapq.heapify(xs); return heapq.heappop(xs)",
            "import heapq; heapq.heappush(xs, 0)",
            "it = iter(xs); return next(it), next(it)",
            "from itertools import chain, islice; return list(islice(chain(xs, xs), 4))",
            "return xs.copy()",
            "global xs, ys; xs, ys = ys, xs",
            "return bool(xs) and xs[0]",
            "import json; return json.dumps(xs)",
            "return xs is ys, xs or ys",
            "while xs:\n  if xs.pop() == 1: break",
            "return min(xs, default=None)",
            "return (xs[0] if xs else None)",
            "import random; return bytes(xs)",
            "return [i for i in range(len(xs)) if xs[i] > 1]",
            "xs[len(xs):] = [5]",
            "return dict(zip('abc', xs))",
            "return list(map(xs.__getitem__, (0, 1)))",
            "xs.append(len(xs))",
            "xs.append(xs[0])",
            "return next((x for x in xs if x > 1), None)",
            "ys.extend(xs)",
            "ys.extend(x for x in xs)",
            "ys[:] = xs",
            "return sum([xs, ys], [])",
            "return '%s' % xs",
            "return repr(xs) + repr(xs)",
            "from operator import itemgetter; return itemgetter(0, 1)(xs)",
        ),
    ),
    "mappings": Kind(
        """
from collections import defaultdict, Counter, OrderedDict, ChainMap
d = {"a": 1, "b": 2}
dd = defaultdict(list)
cc = Counter("aab")
od = OrderedDict(x=1, y=2)
cm = ChainMap({}, d)
""",
        "(d, {k: list(v) for k, v in dd.items()}, dict(cc), list(od.items()))",
        (
            "d['a'] += 1",
            "d['c'] = 3",
            "del d['a']",
            "return d.pop('a', None)",
            "return d.popitem()",
            "d.update(a=5, z=6)",
            "d |= {'q': 1}",
            "global d; d = d | {'q': 1}",
            "d.setdefault('n', []).append(1)",
            "return d.setdefault('a', 7)",
            "return d.get('a'), d.get('c')",
            "return d['a'], d['b']",
            "return 'a' in d, 'c' in d",
            "return len(d)",
            "return list(d)",
            "return list(d.items())",
            "return list(d.values())",
            "return sorted(d)",
            "r = []\nfor k, v in d.items(): r.append((k, v))\nreturn r",
            "return {**d}",
            "return dict(d)",
            "return {v: k for k, v in d.items()}",
            "return d == {'a': 1, 'b': 2}",
            "return str(d)",
            "d.clear()",
            "return print_kw(**d)",
            "return sum(d.values()), max(d, key=d.get)",
            "return d.keys() & {'a', 'c'}",
            "return 'a' in d and d['a']",
            "if 'c' not in d: d['c'] = 9\nreturn d['c']",
            "try: return d['c']\nexcept KeyError: d['c'] = 0; return -1",
            "dd['k'].append(1)",
            "dd['k'].append(2); return len(dd)",
            "return dd['k'], 'k' in dd",
            "cc['a'] += 1",
            "cc.update('abc')",
            "return cc.most_common(1)",
            "return cc['a'], cc['z']",
            "cc.subtract('a')",
            "return cc + cc",
            "od.move_to_end('x')",
            "return od.popitem(last=False)",
            "return next(iter(od)), len(od)",
            "return cm['a'], 'c' in cm",
            "cm['c'] = 5; return dict(cm)",
            "return '{a}{b}'.format(**d)",
            "return '%(a)s %(b)s' % d",
            "return '{a}{b}'.format_map(d)",
            "import json; return json.dumps(d, sort_keys=True)",
            "import copy; return copy.deepcopy(d)",
            "from string import Template; return Template('$a $b').substitute(d)",
            "d['a'], d['b'] = d['b'], d['a']",
            "return [d[k] for k in ('a', 'b')]",
            "return any(v > 1 for v in d.values())",
            "return dict(sorted(d.items()))",
            "return list(map(d.get, ['a', 'b']))",
            "return list(reversed(d))",
            "d['a'] = len(d)",
            "return d | {'a': 0}",
            "v = d.items(); return len(v), list(v)",
        ),
    ),
    "variables": Kind(
        """
def make():
    n = 0
    log = []
    def up():
        nonlocal n
        n += 1
        log.append(n)
        return n
    def get(): return n, len(log)
    def reset(to=0):
        nonlocal n
        n = to
    return up, get, reset
up, get, reset = make()
g = 0
def inc(by=1):
    global g
    g += by
    return g
def memo(x, seen={}):
    if x not in seen: seen[x] = len(seen)
    return seen[x]
def gen():
    i = 0
    while i < 6:
        i += 1
        yield i
G = gen()
it = iter([1, 2, 3, 4])
from itertools import count, cycle
ct = count()
cy = cycle([1, 2])
class K:
    calls = 0
    items = []
    @classmethod
    def made(cls): cls.calls += 1; return cls.calls
    @staticmethod
    def put(x): K.items.append(x); return len(K.items)
class S:
    __slots__ = ("v", "w")
    def __init__(self): self.v = 1; self.w = 2
s = S()
from functools import lru_cache, partial
@lru_cache(maxsize=None)
def slow(x):
    global g
    g += 1
    return g
from types import SimpleNamespace
ns = SimpleNamespace(q=1, r=2)
""",
        "(get(), g, K.calls, K.items, s.v, s.w, ns.q, ns.r)",
        (
            "return up()",
            "return get()",
            "reset(5)",
            "return inc()",
            "return inc(by=g)",
            "global g; g = 10",
            "return g, g",
            "return memo('a')",
            "return memo('b')",
            "return next(it)",
            "return list(it)",
            "return next(ct), next(ct)",
            "return next(cy)",
            "return K.made()",
            "return K.put(3)",
            "return K.calls, len(K.items)",
            "s.v += 1",
            "return s.v, s.w",
            "s.v, s.w = s.w, s.v",
            "return slow(1)",
            "return slow(2)",
            "slow.cache_clear(); return slow(1)",
            "ns.q += 1",
            "return ns.q, ns.r",
            "return repr(ns)",
            "ns.q = ns.r = 8",
            "return partial(inc, by=2)()",
            "f = up; f(); return f()",
            "return [up() for _ in range(2)]",
            "return (g := 4)",
            "return sum(map(inc, [1, 2]))",
            "K.items = []",
            "return ns == SimpleNamespace(q=1, r=2)",
            "for i in it: return i",
            "a = next(it, None); b = next(it, None); return a, b",
            "return list(zip(it, it))",
        ),
    ),
    "collections": Kind(
        """
from collections import deque
from array import array
st = {1, 2, 3}
dq = deque([1, 2, 3], maxlen=4)
ba = bytearray(b"abc")
ar = array("i", [1, 2, 3])
mv = memoryview(ba)
import io
sio = io.StringIO()
from dataclasses import dataclass, field, replace, asdict
@dataclass(order=True)
class D:
    a: int = 1
    b: list = field(default_factory=list)
dc = D()
""",
        "(sorted(st), list(dq), bytes(ba), list(ar), sio.getvalue(), dc.a, dc.b)",
        (
            "st.add(4)",
            "st.discard(1)",
            "return st.pop()",
            "st.remove(2)",
            "global st; st |= {9}",
            "global st; st = st - {1}",
            "return 1 in st, 4 in st",
            "return len(st), sum(st)",
            "return sorted(st)",
            "return st == {1, 2, 3}, st <= {1, 2, 3, 4}",
            "return st & {1, 4}",
            "st.update([5, 6])",
            "st.clear()",
            "return [x for x in st]",
            "return frozenset(st)",
            "dq.append(4)",
            "return dq.popleft()",
            "return dq.pop()",
            "dq.rotate(1)",
            "dq.extend([7, 8])",
            "dq.appendleft(0)",
            "return list(dq)",
            "return dq[0], dq[-1]",
            "return len(dq)",
            "for x in dq: st.add(x)",
            "dq[0] = 9",
            "return 2 in dq",
            "ba[0] = 122",
            "ba.extend(b'de')",
            "return bytes(ba)",
            "return ba.decode()",
            "ba.append(120)",
            "return len(ba), ba[0]",
            "return mv[0], bytes(mv[1:])",
            "mv[1] = 65",
            "ar.append(4)",
            "ar[0] += 1",
            "return sum(ar)",
            "sio.write('hello')",
            "return sio.getvalue()",
            "sio.write('a'); sio.write('b')",
            "return sio.tell()",
            "dc.a += 1",
            "dc.b.append(1)",
            "return repr(dc)",
            "return dc == D()",
            "return asdict(dc)",
            "return replace(dc, a=5).b",
            "return dc < D(2)",
            "return b'b' in ba",
            "return ba == b'abc'",
            "return ba.find(b'c')",
            "return dq == deque([1, 2, 3])",
            "return str(dq)",
            "return dq.index(2)",
            "dq.remove(2)",
            "dq.clear()",
            "return hash(frozenset(st))",
        ),
    ),
    "texts": Kind(
        """
import re, textwrap, struct, enum, contextlib, string, operator
class T:
    def __init__(self): self.s = "abc"; self.k = 2; self.xs = ["p", "q"]
    def __str__(self): return self.s * self.k
t = T()
buf = bytearray(8)
words = ["one", "two"]
""",
        "(t.s, t.k, t.xs, bytes(buf), words)",
        (
            "t.s += 'd'",
            "t.s = t.s.upper()",
            "t.k = 3",
            "return str(t)",
            "return t.s[t.k:]",
            "return f'{t.s:>{t.k}}'",
            "return f'{t!s}|{t.k}'",
            "return t.s * t.k",
            "return 'b' in t.s, len(t.s)",
            "return t.s.replace('a', str(t.k))",
            "return re.sub('b', lambda m: t.s, t.s)",
            "return re.findall('.', t.s)",
            "return t.s.join(t.xs)",
            "return ''.join(t.xs) + t.s",
            "return textwrap.fill(' '.join(words), t.k + 2)",
            "struct.pack_into('i', buf, 0, t.k)",
            "return struct.unpack_from('i', buf, 0)",
            "words.append(t.s)",
            "return ' '.join(words)",
            "t.xs[0], t.xs[1] = t.xs[1], t.xs[0]",
            "t.xs = words",
            "words[:] = t.xs",
            "return '-'.join(w for w in words)",
            "return string.capwords(' '.join(words))",
            "return operator.concat(words, t.xs)",
            "return words[t.k - 2]",
            "return [w.upper() for w in words if w in t.s or t.k]",
            "return t.s.split('b', t.k)",
            "return t.s.format(t.k)",
            "return 'x%sx' % t",
            "return '{} {}'.format(t, t.k)",
            "return format(t.s, f'>{t.k}')",
            "return sorted(words, key=len)[0]",
            "return max(words, key=lambda w: (len(w), t.k))",
            "with contextlib.suppress(KeyError): t.k += 1",
            "return int(t.k) + float(t.k)",
            "return t.s < 'b' < t.s",
            "try: return int(t.s)\nexcept ValueError as e: return str(e)",
            "raise ValueError(t.s)",
            "print_to(words, sep=t.s)",
            "return divmod(t.k, 2), pow(t.k, 2)",
            "return range(t.k)",
            "return isinstance(t.s, str) and t.s.startswith('a', 0, t.k)",
            "return slice(0, t.k), words[:t.k]",
        ),
    ),
    "iterators": Kind(
        """
from itertools import accumulate, chain, groupby, islice, pairwise, product, starmap, takewhile
from itertools import tee, zip_longest
from collections import deque, Counter
xs = [1, 2, 3]
d = {1: 10, 2: 20}
st = {1, 2}
dq = deque([1, 2, 3])
ys = []
""",
        "(xs, d, sorted(st), list(dq), ys)",
        (
            "xs.append(4)",
            "xs.pop(0)",
            "d[3] = 30",
            "d.pop(1, None)",
            "st.add(3)",
            "st.discard(1)",
            "dq.append(4)",
            "dq.popleft()",
            "xs[0] = 9",
            "d[1] = 11",
            "ys.append(0)",
            "return list(enumerate(d))",
            "return list(zip(d, st))",
            "return list(iter(d))",
            "return sorted(iter(st))",
            "return list(reversed(xs))",
            "return list(reversed(dq))",
            "return list(reversed(d.values()))",
            "return list(map(str, d))",
            "return list(filter(None, st))",
            "return list(chain(xs, d))",
            "return list(accumulate(xs))",
            "return list(product(xs, d))",
            "return list(zip_longest(xs, dq))",
            "return list(takewhile(bool, xs))",
            "return list(islice(xs, 1, None))",
            "return list(pairwise(xs))",
            "return [list(t) for t in tee(xs)]",
            "return [(k, list(g)) for k, g in groupby(xs)]",
            "return list(starmap(max, [xs, dq]))",
            "return sum(map(d.get, xs), 0)",
            "return max(d, key=d.get)",
            "return sorted(d, key=d.get)",
            "return sorted(xs, key=lambda x: -x)",
            "ys.extend(iter(xs))",
            "ys.extend(x for x in xs)",
            "ys.extend(map(str, xs))",
            "ys[:] = xs",
            "ys[1:] = (x for x in xs)",
            "ys[:0] = dq",
            "ys.extend(d)",
            "ys.extend(reversed(xs))",
            "d.update(zip(xs, dq))",
            "d.update({x: x for x in xs})",
            "d.update((x, x) for x in xs)",
            "st.update(x for x in xs)",
            "st.update(xs)",
            "dq.extend(x for x in xs)",
            "dq.extend(xs)",
            "dq.extendleft(iter(xs))",
            "return dict(zip(xs, d.values()))",
            "return dict.fromkeys(xs)",
            "return Counter(xs)",
            "return Counter(x for x in xs)",
            "for i, x in enumerate(xs): ys.append(i + x)",
            "for a, b in zip(xs, dq): ys.append(a * b)",
            "for x in reversed(xs): ys.append(x)",
            "for k in list(d): d.pop(k, None)",
            "for k in d: ys.append(k)",
            "for x in xs[:]: ys.append(x)",
            "a, b, *c = xs; return c",
            "a, b = d; return a, b",
            "[a, *b] = dq; return b",
            "return [*xs, *d, *st]",
            "return {*xs, *dq}",
            "return (lambda *a: a)(*xs)",
            "return (lambda **k: k)(**{str(k): v for k, v in d.items()})",
            "return all(x in d for x in xs)",
            "return any(map(d.get, xs))",
            "return ''.join(str(x) for x in xs)",
            "return bytes(xs) + bytes(iter(dq))",
            "it = iter(xs); a = next(it, 0); return a, list(it)",
            "it = iter(d); a = next(it, 0); return a, list(it)",
            "it = reversed(xs); a = next(it, 0); return a, list(it)",
            "z = zip(xs, d); return list(z)",
            "v = d.keys(); a = len(v); return a, list(v)",
            "return xs == list(dq)",
            "return set(xs) <= st",
            "return st | set(d), st.union(xs)",
            "return st.isdisjoint(xs)",
            "return len(xs) + len(d) + len(st)",
            "ys.append(sum(xs)); ys.append(len(xs))",
            "ys[len(ys):] = [len(xs)]",
            "global xs; xs = [x for x in xs if x > 1]",
            "global xs; xs += ys",
            "global xs; xs *= 2",
            "global st; st -= {1}",
            "global st; st |= set(xs)",
            "del xs[:]",
            "del xs[len(xs) - 1]",
            "xs[-1] += 1",
            "xs.insert(len(xs), 5)",
            "return xs[len(xs) // 2]",
            "return xs.pop(xs.index(2))",
        ),
    ),
}
