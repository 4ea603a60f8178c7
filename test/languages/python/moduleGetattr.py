# ### a name that a module lacks is made by its __getattr__, whoever else has a function of that name
# --- lazy.py
counted = count()
def known(): pass
def __getattr__(name):
    return globals()[name]
# --- given.py
class Store:
    def open(self): pass
def __getattr__(name):
    if name == "store":
        return Store()
    raise AttributeError(name)
# --- pkg/__init__.py
from .real import real
def __getattr__(name):
    return load(name)
# --- pkg/real.py
def real(): pass
# --- pkg/later.py
def start(): pass
# --- typed.pyi
def __getattr__(name: str): ...
# --- namesakes.py
def heavy(): pass
def counted(): pass
# --- use.py
import lazy, pkg, pkg.later, typed
from lazy import heavy, known
from given import store
import given
def use():
    lazy.heavy()
#        ^^^^^ call inferred lazy.__getattr__
    heavy()
#   ^^^^^ call inferred lazy.__getattr__
    lazy.known()
#        ^^^^^ call exact lazy.known
    known()
#   ^^^^^ call exact lazy.known
    lazy.counted()
#        ^^^^^^^ call exact lazy.counted
    pkg.heavy()
#       ^^^^^ call inferred pkg.__init__.__getattr__
    pkg.real()
#       ^^^^ call exact pkg.real.real
    pkg.later.start()
#             ^^^^^ call exact pkg.later.start
    store.open()
#         ^^^^ call inferred Store.open
    given.store.open()
#               ^^^^ call inferred Store.open
    typed.heavy()
#         ^^^^^ no call
