"""State in attributes: of objects, of classes, in slots, behind properties."""

import dataclasses
import functools
import operator
import types

from together import both, fails, twice


class Account:
    total = 0

    def __init__(self):
        self.balance = 0
        self.log = []


class Slotted:
    __slots__ = ("balance", "__dict__")

    def __init__(self):
        self.balance = 0


class Child(Slotted):
    __slots__ = ()


class Private:
    def __init__(self):
        self.__balance = 0

    @property
    def balance(self):
        return self.__balance

    @balance.setter
    def balance(self, value):
        self.__balance = value


@dataclasses.dataclass
class Point:
    x: int = 0
    y: int = 0


@dataclasses.dataclass(slots=True)
class SlottedPoint:
    x: int = 0


def add_one(obj, guard, name="balance"):
    def work():
        with guard:
            value = getattr(obj, name)
            setattr(obj, name, value + 1)

    twice(work)
    assert getattr(obj, name) == 2


def plain(guard):
    account = Account()

    def work():
        with guard:
            account.balance += 1

    twice(work)
    assert account.balance == 2


def slots(guard):
    obj = Slotted()

    def work():
        with guard:
            obj.balance += 1

    twice(work)
    assert obj.balance == 2


def inherited_slots(guard):
    obj = Child()

    def work():
        with guard:
            obj.balance += 1

    twice(work)
    assert obj.balance == 2


def private_behind_a_property(guard):
    obj = Private()

    def work():
        with guard:
            obj.balance += 1

    twice(work)
    assert obj.balance == 2


def of_a_dataclass(guard):
    point = Point()

    def work():
        with guard:
            point.x += 1

    twice(work)
    assert point.x == 2


def of_a_dataclass_with_slots(guard):
    point = SlottedPoint()

    def work():
        with guard:
            point.x += 1

    twice(work)
    assert point.x == 2


def of_the_class(guard):
    class Fresh(Account):
        total = 0

    def work():
        with guard:
            Fresh.total += 1

    twice(work)
    assert Fresh.total == 2


def of_the_class_by_type_of_self(guard):
    class Fresh(Account):
        total = 0

        def add(self):
            with guard:
                type(self).total += 1

    twice(Fresh().add)
    assert Fresh.total == 2


def found_in_the_class_first(guard):
    class Fresh:
        total = 0

    obj = Fresh()

    def work():
        with guard:
            obj.total += 1

    twice(work)
    assert obj.total == 2


def of_a_function(guard):
    def work():
        with guard:
            work.calls += 1

    work.calls = 0
    twice(work)
    assert work.calls == 2


def of_a_namespace(guard):
    space = types.SimpleNamespace(balance=0)

    def work():
        with guard:
            space.balance += 1

    twice(work)
    assert space.balance == 2


def by_getattr_and_setattr(guard):
    add_one(Account(), guard)


def by_setattr_with_a_made_up_name(guard):
    add_one(types.SimpleNamespace(name_1=0), guard, "name_" + str(1))


def by_setattr_of_the_base(guard):
    class Careful:
        def __init__(self):
            object.__setattr__(self, "balance", 0)

        def __setattr__(self, name, value):
            super().__setattr__(name, value)

    obj = Careful()

    def work():
        with guard:
            obj.balance += 1

    twice(work)
    assert obj.balance == 2


def by_object_setattr(guard):
    obj = Account()

    def work():
        with guard:
            object.__setattr__(obj, "balance", obj.balance + 1)

    twice(work)
    assert obj.balance == 2


def by_dict(guard):
    account = Account()

    def work():
        with guard:
            account.__dict__["balance"] += 1

    twice(work)
    assert account.balance == 2


def read_by_dict_written_plainly(guard):
    account = Account()

    def work():
        with guard:
            value = account.__dict__["balance"]
            account.balance = value + 1

    twice(work)
    assert account.balance == 2


def written_by_dict_read_plainly(guard):
    class Made:
        def __init__(self):
            self.held_for_dict = 0

    obj = Made()

    def work():
        with guard:
            value = obj.held_for_dict
            obj.__dict__["held_for_dict"] = value + 1

    twice(work)
    assert obj.held_for_dict == 2


def by_vars(guard):
    account = Account()

    def work():
        with guard:
            vars(account)["balance"] += 1

    twice(work)
    assert account.balance == 2


def updated_by_dict(guard):
    account = Account()

    def work():
        with guard:
            account.__dict__.update(balance=account.balance + 1)

    twice(work)
    assert account.balance == 2


def by_attrgetter(guard):
    account = Account()
    balance = operator.attrgetter("balance")

    def work():
        with guard:
            account.balance = balance(account) + 1

    twice(work)
    assert account.balance == 2


def deleted(guard):
    account = Account()
    failures = []

    def work():
        with guard:
            try:
                if hasattr(account, "balance"):
                    del account.balance
            except AttributeError:
                failures.append(1)

    twice(work)
    assert not failures


def unmade(guard):
    account = Account()
    made = []

    def work():
        with guard:
            if not hasattr(account, "cache"):
                made.append(1)
                account.cache = 1

    twice(work)
    assert len(made) == 1


def two_of_a_dataclass_compared(guard):
    point = Point()
    seen = []

    def move():
        with guard:
            point.x = 1
            point.y = 1

    def look():
        with guard:
            seen.append(point == Point(1, 0))

    both(move, look)
    assert seen == [False]


def a_dataclass_shown(guard):
    point = Point()
    seen = []

    def move():
        with guard:
            point.x = 1
            point.y = 1

    def look():
        with guard:
            seen.append(repr(point))

    both(move, look)
    assert "x=1, y=0" not in seen[0]


def a_dataclass_as_dict(guard):
    point = Point()
    seen = []

    def move():
        with guard:
            point.x = 1
            point.y = 1

    def look():
        with guard:
            seen.append(dataclasses.asdict(point))

    both(move, look)
    assert seen[0] != {"x": 1, "y": 0}


def by_setattr_of_type(guard):
    class Account:
        balance = 0

    def work():
        with guard:
            type.__setattr__(Account, "balance", Account.balance + 1)

    twice(work)
    assert Account.balance == 2


def checked_by_dict_deleted_plainly(guard):
    class Account:
        def __init__(self):
            self.balance = 0

    account = Account()
    failed = []

    def drop():
        with guard:
            if "balance" in account.__dict__:
                del account.balance

    def work():
        failed.append(fails(drop, AttributeError))

    twice(work)
    assert not any(failed)


def kept_in_the_object_and_deleted(guard):
    class Account:
        @functools.cached_property
        def history(self):
            return []

    account = Account()
    assert account.history == []

    def work():
        with guard:
            if "history" in vars(account):
                del account.history

    failed = []
    twice(lambda: failed.append(fails(work, AttributeError)))
    assert not any(failed)


def method_replaced(guard):
    class Account:
        def rate(self):
            return 1

    account = Account()
    replaced = []

    def work():
        with guard:
            if account.rate() == 1:
                Account.rate = lambda self: 2
                replaced.append(1)

    twice(work)
    assert len(replaced) == 1


def method_replaced_by_setattr(guard):
    class Account:
        @staticmethod
        def rate():
            return 1

    replaced = []

    def work():
        with guard:
            if Account.rate() == 1:
                setattr(Account, "rate", staticmethod(lambda: 2))
                replaced.append(1)

    twice(work)
    assert len(replaced) == 1


def named_by_a_pattern(guard):
    class Account:
        def __init__(self):
            self.balance = 0

    account = Account()
    emptied = []

    def work():
        with guard:
            match 0:
                case account.balance:
                    account.balance = 1
                    emptied.append(1)

    twice(work)
    assert len(emptied) == 1
