# ### a statement that waits enters, leaves and loops by the methods for it, others by the plain ones
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from typing import AsyncIterator

class Plain:
    def close(self): pass
class Awaited:
    def stop(self): pass
class Manager:
    def __enter__(self): return Plain()
    def __exit__(self, *rest): pass
    async def __aenter__(self): return Awaited()
    async def __aexit__(self, *rest): pass
    def __iter__(self): yield Plain()
    async def __aiter__(self): yield Awaited()

async def both():
    with Manager() as plain:
#        ^^^^^^^ call exact Manager
        plain.close()
#             ^^^^^ call inferred Plain.close
    async with Manager() as awaited:
        awaited.stop()
#               ^^^^ call inferred Awaited.stop
    async with unknown() as other, Manager() as second:
        second.stop()
#              ^^^^ call inferred Awaited.stop
    for one in Manager():
        one.close()
#           ^^^^^ call inferred Plain.close
    async for one in Manager():
        one.stop()
#           ^^^^ call inferred Awaited.stop
    return [one.stop() async for one in Manager()]
#               ^^^^ call inferred Awaited.stop

# ### what a stack of context managers enters is what it gives
@contextmanager
def opened():
    yield Plain()
@asynccontextmanager
async def drawn():
    yield Awaited()
@asynccontextmanager
async def told() -> AsyncIterator[Awaited]:
    yield make()

def stacked():
    with ExitStack() as stack:
        stack.enter_context(Manager()).close()
#                                      ^^^^^ call inferred Plain.close
        stack.enter_context(opened()).close()
#                                     ^^^^^ call inferred Plain.close
async def stacked_async():
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(Manager())
        one.stop()
#           ^^^^ call inferred Awaited.stop
        two = await stack.enter_async_context(drawn())
        two.stop()
#           ^^^^ call inferred Awaited.stop
        three = await stack.enter_async_context(told())
        three.stop()
#             ^^^^ call inferred Awaited.stop
        stack.enter_context(opened()).close()
#                                     ^^^^^ call inferred Plain.close

# ### a metaclass makes objects of its classes by another name
from typing import Any, Type, TypeVar
T = TypeVar("T")
class Sealed(type):
    def _create(cls: Type[T], *rest: Any) -> T:
        return super().__call__(*rest)
class Nursery(metaclass=Sealed):
    def start(self, task): pass
class Opening:
    async def __aenter__(self):
        self.nursery = Nursery._create(1)
        return self.nursery
    async def __aexit__(self, *rest): pass
    def __enter__(self): raise RuntimeError("use the other one")
    def __exit__(self, *rest): assert False
def open_nursery():
    return Opening()
async def run():
    async with open_nursery() as nursery:
        nursery.start(run)
#               ^^^^^ call inferred Nursery.start
