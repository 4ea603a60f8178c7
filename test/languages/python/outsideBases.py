# ### a base from outside has the members that it is known to have, and no others
from abc import ABC
from threading import Thread
from elsewhere import Widget
import collections

class Base(ABC):
    def run(self):
        self.setup()
#            ^^^^^ no call
        self._setup()
#            ^^^^^^ no call
class Sub(Base):
    def setup(self): pass
    def _setup(self): pass
class Worker(Thread):
    def run(self):
        self.start()
#            ^^^^^ call external threading:Thread.start
        self.prepare()
#            ^^^^^^^ no call
        self._bootstrap()
#            ^^^^^^^^^^ call external threading:Thread._bootstrap
class Failure(Exception):
    def tell(self):
        self.with_traceback(None)
#            ^^^^^^^^^^^^^^ call external builtins:Exception.with_traceback
        self.explain()
#            ^^^^^^^ no call
        self._explain()
#            ^^^^^^^^ no call
class Store(dict):
    def put(self):
        super().__setitem__(1, 2)
#               ^^^^^^^^^^^ call external builtins:dict.__setitem__
        super().put()
#               ^^^ no call
class Mixed(ABC, collections.OrderedDict):
    def run(self):
        self.move_to_end(1)
#            ^^^^^^^^^^^ call external collections:OrderedDict.move_to_end
class Window(Widget):
    def show(self):
        self.anything()
#            ^^^^^^^^ call external elsewhere:Widget.anything
