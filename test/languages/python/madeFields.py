# ### fields that a decorator of the class makes hold what their description is told
import attr, attrs, outside
from attr import Factory, ib
import dataclasses

class Queue:
    def size(self): pass
class Other:
    def size(self): pass
def make() -> Queue: pass

@attr.s
class Runner:
    made = attr.ib(factory=Queue)
    given = attr.ib(default=Queue(), init=False)
    wrapped = ib(default=Factory(Queue))
    by_function = attr.ib(factory=make)
    by_lambda = attr.ib(factory=lambda: Queue())
    typed: Queue = attr.ib()
    late = attr.ib(default=None)
    unknown = attr.ib()
    def __attrs_post_init__(self):
        self.late = Queue()
    def run(self):
        self.made.size()
#                 ^^^^ call inferred Queue.size
        self.given.size()
#                  ^^^^ call inferred Queue.size
        self.wrapped.size()
#                    ^^^^ call inferred Queue.size
        self.by_function.size()
#                        ^^^^ call inferred Queue.size
        self.by_lambda.size()
#                      ^^^^ call inferred Queue.size
        self.typed.size()
#                  ^^^^ call inferred Queue.size
        self.late.size()
#                 ^^^^ call inferred Queue.size
        self.unknown.size()
#                    ^^^^ no call

@attrs.define
class Defined:
    queue = attrs.field(factory=Queue)
    def run(self):
        self.queue.size()
#                  ^^^^ call inferred Queue.size
@dataclasses.dataclass
class Data:
    queue = dataclasses.field(default_factory=Queue)
    def run(self):
        self.queue.size()
#                  ^^^^ call inferred Queue.size

def use(runner: Runner):
    runner.made.size()
#               ^^^^ call inferred Queue.size

# What a class without such a decorator, or with one of another package, holds is what the call gives.
class Bare:
    field = outside.Field(factory=Queue)
    def run(self):
        self.field.size()
#                  ^^^^ call external outside:Field.size
@attr.s
class Mixed:
    field = outside.Field(factory=Queue)
    def run(self):
        self.field.size()
#                  ^^^^ call external outside:Field.size
