from typing import Optional

class Worker:
    def work(self) -> "Result": pass

class Result:
    def show(self): pass

def make() -> Worker:
#             ^^^^^^ type exact types.Worker
    return Worker()

def guess():
    return Worker()

def annotated(worker: Worker, maybe: Optional[Worker], many: list[Worker]):
    worker.work()
#          ^^^^ call inferred Worker.work
    maybe.work()
#         ^^^^ call inferred Worker.work
    worker.work().show()
#                 ^^^^ call inferred Result.show
    for one in many:
        one.work()
#           ^^^^ call inferred Worker.work
    many[0].work()
#           ^^^^ call inferred Worker.work

def chained():
    make().work()
#          ^^^^ call inferred Worker.work
    guess().work()
#           ^^^^ call inferred Worker.work

class Manager:
    def __enter__(self):
        return Worker()
    def __exit__(self, *a): pass
    def __call__(self): pass

def entering():
    with Manager() as worker:
        worker.work()
#              ^^^^ call inferred Worker.work
    manager = Manager()
    manager()
#   ^^^^^^^ call inferred Manager.__call__

def text(value):
    "a,b".split(",")
#         ^^^^^ call external builtins:str.split
    value.split(",")
#         ^^^^^ no call

# ### functions that tell the type of what they are given

from typing import TypeGuard
import typing_extensions as te

class Cat:
    def purr(self): pass
class Dog:
    def bark(self): pass

def is_cat(one) -> TypeGuard[Cat]: return True
class Pets:
    def is_dog(self, one) -> te.TypeIs["Dog"]: return True
def is_true(one) -> bool: return True

def told(one, other, pets: Pets):
    if is_cat(one):
        one.purr()
#           ^^^^ call inferred Cat.purr
    if is_true(other):
        other.purr()
#             ^^^^ no call
    if one and pets.is_dog(other):
        other.bark()
#             ^^^^ call inferred Dog.bark
    assert is_cat(other)
    other.purr()
#         ^^^^ call inferred Cat.purr
    if not is_cat(one):
        one.purr()
#           ^^^^ no call
        return
    one.purr()
#       ^^^^ call inferred Cat.purr

# ### what a pattern tells of what it matches

class Box:
    def __init__(self, item: Cat): self.item = item
    def open(self): pass
class Kennel(Box): pass

def matched(one, other: Box, pair: tuple[Cat, Dog]):
    match one:
        case Cat():
            one.purr()
#               ^^^^ call inferred Cat.purr
        case Dog() as dog if dog.bark():
#                                ^^^^ call inferred Dog.bark
            dog.bark()
#               ^^^^ call inferred Dog.bark
        case Box(item=Cat() as held) | Kennel(item=held):
            one.open()
#               ^^^^ call inferred Box.open
            held.purr()
#                ^^^^ call inferred Cat.purr
        case types.Cat | 1 | {"a": Cat() as value, **rest}:
            one.purr()
#               ^^^^ no call
            value.purr()
#                 ^^^^ call inferred Cat.purr
        case unknown:
            unknown.purr()
#                   ^^^^ no call
    one.purr()
#       ^^^^ no call
    match other:
        case Box(item=inner):
            inner.purr()
#                 ^^^^ call inferred Cat.purr
        case (whole):
            whole.open()
#                 ^^^^ call inferred Box.open
    match pair:
        case (cat, dog):
            cat.purr()
#               ^^^^ call inferred Cat.purr
            dog.bark()
#               ^^^^ call inferred Dog.bark
    match Cat(), one:
        case made, Dog() as last:
            made.purr()
#                ^^^^ call inferred Cat.purr
            last.bark()
#                ^^^^ call inferred Dog.bark
        case [first, *others]:
            first.purr()
#                 ^^^^ call inferred Cat.purr

@dataclass
class Pair:
    cat: Cat
    dog: "Dog"
    count: int = 0

def placed(one):
    match one:
        case Pair(cat, Dog() as dog) if cat.purr():
#                                           ^^^^ call inferred Cat.purr
            dog.bark()
#               ^^^^ call inferred Dog.bark
        case Pair(_, dog, count=3):
            dog.bark()
#               ^^^^ call inferred Dog.bark
