# ### classes with type parameters, that bases name
# --- boxes.py
from typing import Callable, Generic, Iterator, Optional, TypeVar
T = TypeVar("T")
K = TypeVar("K")

class Dog:
    def bark(self): pass
class Cat:
    def meow(self): pass

class Box(Generic[T]):
    item: T
    def __init__(self, item: T) -> None:
        self.item = item
    def get(self) -> T:
        return self.item
    def maybe(self) -> Optional[T]:
        return self.item
    def all(self) -> list[T]:
        return [self.item]
    def map(self, change: Callable[[T], K]) -> "Box[K]":
        return Box(change(self.item))
    @property
    def value(self) -> T:
        return self.item
    def __iter__(self) -> Iterator[T]:
        return iter([self.item])
    def __getitem__(self, index: int) -> T:
        return self.item
    def __enter__(self) -> T:
        return self.item
    def __exit__(self, *error): pass

class Pair(Generic[K, T]):
    def __init__(self, first: K, second: T):
        self.one = first
        self.other = second
    def first(self) -> K:
        return self.one
    def swap(self) -> "Pair[T, K]":
        return Pair(self.other, self.one)

def boxed(kind: type[T]) -> Box[T]:
    return Box(kind())
# --- uses.py
from boxes import Box, Cat, Dog, Pair, T, boxed

class Kennel(Box[Dog]):
    def own(self):
        self.get().bark()
#                  ^^^^ call inferred Dog.bark
        for dog in self:
            dog.bark()
#               ^^^^ call inferred Dog.bark

class Named(Box[T]):
    name = ""

def annotated(box: Box[Dog], other: "Box[Cat]", named: Named[Cat]):
    box.get().bark()
#             ^^^^ call inferred Dog.bark
    other.get().meow()
#               ^^^^ call inferred Cat.meow
    other.get().bark()
#               ^^^^ no call
    named.get().meow()
#               ^^^^ call inferred Cat.meow
    box.item.bark()
#            ^^^^ call inferred Dog.bark
    other.value.meow()
#               ^^^^ call inferred Cat.meow
    box.maybe().bark()
#               ^^^^ call inferred Dog.bark
    for dog in box.all():
        dog.bark()
#           ^^^^ call inferred Dog.bark
    for dog in box:
        dog.bark()
#           ^^^^ call inferred Dog.bark
    box[0].bark()
#          ^^^^ call inferred Dog.bark
    with box as dog:
        dog.bark()
#           ^^^^ call inferred Dog.bark
    box.map(lambda dog: dog.bark())
#                           ^^^^ call inferred Dog.bark
    box.map(lambda dog: Cat()).get().meow()
#                                    ^^^^ call inferred Cat.meow

def constructed():
    box = Box(Dog())
    box.get().bark()
#             ^^^^ call inferred Dog.bark
    box.item.bark()
#            ^^^^ call inferred Dog.bark
    Box(item=Cat()).get().meow()
#                         ^^^^ call inferred Cat.meow
    Box[Dog](Dog()).get().bark()
#                         ^^^^ call inferred Dog.bark
    Kennel(Dog()).get().bark()
#                       ^^^^ call inferred Dog.bark
    pair = Pair(Dog(), Cat())
    pair.first().bark()
#                ^^^^ call inferred Dog.bark
    pair.other.meow()
#              ^^^^ call inferred Cat.meow
    pair.swap().first().meow()
#                       ^^^^ call inferred Cat.meow
    Pair[Cat, Dog](Cat(), Dog()).first().meow()
#                                        ^^^^ call inferred Cat.meow
    boxed(Dog).get().bark()
#                    ^^^^ call inferred Dog.bark
    boxed(Cat).item.meow()
#                   ^^^^ call inferred Cat.meow
# ### type parameters that stand behind the names of classes and functions
# --- written.py
from typing import Self

class Dog:
    def bark(self): pass
class Cat:
    def meow(self): pass

class Box[T]:
    def __init__(self, item: T):
        self.item = item
    def get(self) -> T:
        return self.item
    def pairs(self) -> dict[str, T]:
        return {}
    def me(self) -> Self:
        return self

def first[T](items: list[T]) -> T:
    return items[0]

class Kennel(Box[Dog]):
    def own(self):
        self.me().get().bark()
#                       ^^^^ call inferred Dog.bark

class Store[Row: Dog]:
    def find(self) -> Row: ...

type Dogs = Box[Dog]

def uses(box: Box[Dog], cats: list[Cat], dogs: Dogs, store: Store):
    box.get().bark()
#             ^^^^ call inferred Dog.bark
    for name, dog in box.pairs().items():
        dog.bark()
#           ^^^^ call inferred Dog.bark
    first(cats).meow()
#               ^^^^ call inferred Cat.meow
    dogs.get().bark()
#              ^^^^ call inferred Dog.bark
    store.find().bark()
#                ^^^^ call inferred Dog.bark
    Box(Dog()).get().bark()
#                    ^^^^ call inferred Dog.bark
# ### what can be called is known by what it takes and gives
# --- callables.py
import collections.abc
from typing import Callable, Optional

class Dog:
    def bark(self): pass
class Cat:
    def meow(self): pass

def swap(change: Callable[[Dog], Cat]):
    change(Dog()).meow()
#                 ^^^^ call inferred Cat.meow
def swap_if(change: Optional[collections.abc.Callable[[Dog, int], "Cat"]] = None):
    if change: change(Dog(), 1).meow()
#                               ^^^^ call inferred Cat.meow
def swap_any(change: Callable[..., Cat], other: Callable):
    change(1, 2).meow()
#                ^^^^ call inferred Cat.meow
    other(1).meow()
#            ^^^^ no call
class Shop:
    def on(self, sold: Callable[[Dog], None], *, key: Callable[[Cat], int]): pass

def uses(shop: Shop):
    swap(lambda dog: dog.bark())
#                        ^^^^ call inferred Dog.bark
    swap_if(change=lambda dog, count: dog.bark())
#                                         ^^^^ call inferred Dog.bark
    shop.on(lambda dog: dog.bark(), key=lambda cat: cat.meow())
#                           ^^^^ call inferred Dog.bark
#                                                       ^^^^ call inferred Cat.meow
    Shop.on(shop, lambda dog: dog.bark(), key=lambda cat: cat.meow())
#                                 ^^^^ call inferred Dog.bark
#                                                             ^^^^ call inferred Cat.meow
