# as it is: tampered: dataclasses.Field.name was changed
# approved: tampered: dataclasses.Field.name was changed
import abc, dataclasses
@dataclasses.dataclass
class A:
    one: int = 0
(f,) = dataclasses.fields(A)
f.name = "gi_fr" + "ame"
@dataclasses.dataclass
class Gen(A, abc.ABC): pass
f.name = "f_ba" + "ck"
@dataclasses.dataclass
class Frame(A, abc.ABC): pass
f.name = "f_co" + "de"
@dataclasses.dataclass
class Back(A, abc.ABC): pass
f.name = "co_consts"
@dataclasses.dataclass
class Code(A, abc.ABC): pass
Gen.register(type(0 for _ in ()))
class Counter:
    @property
    def value(self):
        def ours():
            match g:
                case Gen(x): pass
            Frame.register(type(x))
            Back.register(type(x))
            match x:
                case Frame(y): pass
            while True:
                match y:
                    case Back(c): pass
                Code.register(type(c))
                match c:
                    case Code(consts): pass
                if 2 in consts:
                    yield 2
                    return
                match y:
                    case Frame(y): pass
        g = ours()
        return next(g)
    def add(self):
        pass
