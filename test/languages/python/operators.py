# Signs call methods of their operands.
class Path:
    def __truediv__(self, name) -> "Path": return self
    def __rtruediv__(self, name) -> "Path": return self
    def __add__(self, other): return Path()
    def __radd__(self, other): return Path()
    def __rmod__(self, other): return Path()
    def __neg__(self): return Text()
    def __iadd__(self, other): return self
    def __or__(self, other): return Text()
    def open(self): pass
class Below(Path):
    def __add__(self, other): return Text()
class Text:
    def read(self): pass
class Meta(type):
    def __or__(cls, other): return Text()
class Kind(metaclass=Meta):
    def __or__(self, other): return Path()

def uses(path: Path, below: Below, unknown):
    (path / "a").open()
#         ^ call inferred Path.__truediv__
#                ^^^^ call inferred Path.open
    ("a" / path).open()
#        ^ call inferred Path.__rtruediv__
#                ^^^^ call inferred Path.open
    (path + path).open()
#         ^ call inferred Path.__add__
#                 ^^^^ call inferred Path.open
    (1 + path).open()
#      ^ call inferred Path.__radd__
#              ^^^^ call inferred Path.open
    ("%s" % path).open()
#                 ^^^^ no call
    (unknown + path).open()
#                    ^^^^ no call
    (-path).read()
#    ^ call inferred Path.__neg__
#           ^^^^ call inferred Text.read
    (below + 1).read()
#               ^^^^ call inferred Text.read
    (below / "a" / "b").open()
#                       ^^^^ call inferred Path.open
    path += 1
#        ^ call inferred Path.__iadd__
    (path | path).read()
#                 ^^^^ call inferred Text.read
    (Kind | Kind).read()
#                 ^^^^ call inferred Text.read
    (Kind() | Kind()).open()
#                     ^^^^ call inferred Path.open
