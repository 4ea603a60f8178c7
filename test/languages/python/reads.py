# ### what reading a member gives that is not what the class holds
import enum
from enum import Enum
from functools import partialmethod

class Store:
    def open(self): pass

class Held:
    def __get__(self, instance, owner): return Store()
class Plain:
    def close(self): pass
class Owner:
    held = Held()
    plain = Plain()
    def run(self, times): return Store()
    twice = partialmethod(run, 2)
    def use(self):
        self.held.open()
#                 ^^^^ call inferred Store.open
        self.plain.close()
#                  ^^^^^ call inferred Plain.close
        self.twice().open()
#            ^^^^^ call exact Owner.run
#                    ^^^^ call inferred Store.open
Owner.held.open()
#          ^^^^ call inferred Store.open

class Lazy:
    def __getattr__(self, name): return Store()
    def known(self): return Plain()
class Lazier(Lazy): pass
Lazier().anything.open()
#                 ^^^^ call inferred Store.open
Lazier().known().close()
#                ^^^^^ call inferred Plain.close

# ### members of enumerations are instances
class Color(Enum):
    RED = 1
    BLUE = enum.auto()
    def mix(self): return Store()
class Named(str, enum.Flag):
    A = "a"
    def show(self): return self.B.show()
#                                 ^^^^ call inferred Named.show
    B = "b"
def colors(color: Color):
    Color.RED.mix().open()
#             ^^^ call inferred Color.mix
#                   ^^^^ call inferred Store.open
    Color["RED"].mix()
#                ^^^ call inferred Color.mix
    Color(1).mix()
#            ^^^ call inferred Color.mix
    color.BLUE.mix()
#              ^^^ call inferred Color.mix
    for one in Color: one.mix()
#                         ^^^ call inferred Color.mix
    [one.mix() for one in Color]
#        ^^^ call inferred Color.mix
    Named.A.show()
#           ^^^^ call inferred Named.show

# ### classes that calls make
def mixed(base):
    class Mixed(base):
        def mix(self): pass
    return Mixed
Made = mixed(Store)
Made().open()
#      ^^^^ call inferred Store.open
Made().mix()
#      ^^^ call inferred Mixed.mix
made = Made()
made.open()
#    ^^^^ call inferred Store.open
Dynamic = type("Dynamic", (Store,), {})
Dynamic().open()
#         ^^^^ call inferred Store.open
type(made).mix
#          ^^^ ref inferred Mixed.mix

# ### parts of patterns
class Pair:
    left: Store
def parts(value):
    match value:
        case Pair(left=Store() as store): store.open()
#                                               ^^^^ call inferred Store.open
        case str(text): text.split()
#                            ^^^^^ call external builtins:str.split

# A text can name the member that is read.
class Spoken:
    def run(self): pass
    def on_start(self): pass
    @staticmethod
    def make() -> "Spoken": return Spoken()
    def dispatch(self, event):
        getattr(self, "run")()
#                      ^^^ call exact Spoken.run
        handler = getattr(self, "run", None)
#                                ^^^ ref exact Spoken.run
        if handler: handler()
#                   ^^^^^^^ call inferred Spoken.run
        getattr(self, "on_" + event)()
#       ^^^^^^^ call external builtins:getattr
def reads_spoken(spoken: Spoken):
    getattr(spoken, "run")()
#                    ^^^ call inferred Spoken.run
    getattr(Spoken, "make")().run()
#                    ^^^^ call exact Spoken.make
#                             ^^^ call inferred Spoken.run
