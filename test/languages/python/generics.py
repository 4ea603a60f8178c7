# Type variables, metaclasses, and what asynchronous code loops over and enters.
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, Type, TypeVar, Union, cast

class Shape:
    def draw(self): pass

class Circle(Shape):
    def roll(self): pass

Any_ = TypeVar("Any_")
Some = TypeVar("Some", bound="Shape")

def same(value: Any_) -> Any_:
    return value
def make(kind: Type[Any_]) -> Any_:
    return kind()
def first(values: list[Any_]) -> Union[Any_, None]:
    return values[0]

def calls(unknown, circles: list[Circle], shape: Some):
    same(Circle()).roll()
#                  ^^^^ call inferred Circle.roll
    make(Circle).roll()
#                ^^^^ call inferred Circle.roll
    make(kind=Circle).roll()
#                     ^^^^ call inferred Circle.roll
    first(circles).roll()
#                  ^^^^ call inferred Circle.roll
    same(unknown).roll()
#                 ^^^^ no call
    shape.draw()
#         ^^^^ call inferred Shape.draw
    cast("Circle", unknown).roll()
#                           ^^^^ call inferred Circle.roll

class Registry(type):
    def register(cls): pass

class Registered(metaclass=Registry):
    pass

class Below(Registered): pass

Below.register()
#     ^^^^^^^^ call exact Registry.register

kept: Final = Circle()
kept.roll()
#    ^^^^ call inferred Circle.roll

def opened() -> AbstractAsyncContextManager[Circle]: pass

@asynccontextmanager
async def drawn() -> AsyncIterator[Circle]:
    yield Circle()

class Turns:
    def __aiter__(self):
        return self
    async def __anext__(self):
        return Circle()
    async def __aenter__(self):
        return Circle()

async def asynchronous():
    async with opened() as one:
        one.roll()
#           ^^^^ call inferred Circle.roll
    async with drawn() as two:
        two.roll()
#           ^^^^ call inferred Circle.roll
    async with Turns() as three:
        three.roll()
#             ^^^^ call inferred Circle.roll
    async for four in Turns():
        four.roll()
#            ^^^^ call inferred Circle.roll
