# ### types that are given a name
from __future__ import annotations
from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias, Union

class Store:
    def save(self): return self
class Box:
    def open(self): pass
    def __class_getitem__(cls, item): return cls

Maybe = Optional["Store"]
Either = Union[Store, "Box"]
Marked: TypeAlias = "Store | None"
Rows = list["Store"]
Named = Annotated["Store", "a store"]
Piped = Store | None
type Soft = Store | None
type Listed[T] = list[T]
Filled = Box[int]
LIMITS = {"a": Store()}
first = LIMITS["a"]

def use(a: Maybe, b: Either, c: Marked, d: Rows, e: Named, f: Piped, g: Soft, h: "Optional[Maybe]"):
    a.save()
#     ^^^^ call inferred Store.save
    b.open()
#     ^^^^ call inferred Box.open
    c.save()
#     ^^^^ call inferred Store.save
    d[0].save()
#        ^^^^ call inferred Store.save
    e.save()
#     ^^^^ call inferred Store.save
    f.save()
#     ^^^^ call inferred Store.save
    g.save()
#     ^^^^ call inferred Store.save
    h.save()
#     ^^^^ call inferred Store.save
    Filled().open()
#   ^^^^^^ call inferred aliases.Box
#            ^^^^ call inferred Box.open
    first.save()
#         ^^^^ call inferred Store.save

# ### a class made from the class that a function is given

def timed(Parent):
    class Timed(Parent):
        def tick(self): pass
    return Timed

class Live(timed(Store)):
    def go(self):
        self.tick()
#            ^^^^ call exact Timed.tick
        self.save()
#            ^^^^ call exact Store.save

TimedStore = timed(Store)

class Named(TimedStore):
    def go(self):
        self.tick()
#            ^^^^ call exact Timed.tick
        self.save()
#            ^^^^ call exact Store.save
