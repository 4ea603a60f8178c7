# What is given back is as special as the receiver; classes as values; the standard library handing out its arguments.
import copy
from contextlib import contextmanager
from functools import partial

class Base:
    def set(self):
        return self
    def clone(self):
        made = self.__class__()
#                   ^^^^^^^^^ call inferred Base.__new__
        return made
    def copied(self):
        return copy.copy(self)
    @classmethod
    def create(cls):
        return cls()
    def __new__(cls):
        made = super().__new__(cls)
        made.set()
#            ^^^ call inferred Base.set
        return made

class Special(Base):
    def own(self): pass
    def use(self):
        super().clone().own()
#                       ^^^ call inferred Special.own
        type(self)().own()
#                    ^^^ call inferred Special.own

Special().set().own()
#               ^^^ call inferred Special.own
Special().clone().own()
#                 ^^^ call inferred Special.own
Special().copied().own()
#                  ^^^ call inferred Special.own
Special.create().own()
#                ^^^ call inferred Special.own
copy.deepcopy(Special()).own()
#                        ^^^ call inferred Special.own

class Other(Special):
    def own(self): pass
    def above(self):
        super(Special, self).set()
#                            ^^^ call exact Base.set

class Narrow(Special):
    def set(self): pass
    def above(self):
        super(Special, self).set()
#                            ^^^ call exact Base.set

class Property:
    def _get(self):
        return Special()
    both = property(_get)
    @property
    def held(self):
        return self._held
    @held.setter
    def held(self, value):
        self._held = value
    def __init__(self):
        self._held = Special()
    def read(self):
        self.held.own()
#                 ^^^ call inferred Special.own
        self.both.own()
#                 ^^^ call inferred Special.own

@contextmanager
def entered():
    yield Special()

with entered() as special:
    special.own()
#           ^^^ call inferred Special.own

def function(argument): pass

bound = partial(function, 1)
bound()
def later():
    bound()
#   ^^^^^ call inferred receivers.function

def unknown(name, value):
    getattr(value, name).own()
#                        ^^^ no call
    "a".upper().lower()
#               ^^^^^ call external builtins:str.lower
