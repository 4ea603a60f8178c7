class Base:
    def __init__(self): pass
    def stop(self): pass
    @property
    def engine(self):
        return Engine()
    @classmethod
    def make(cls):
        return cls()
#              ^^^ call exact Base.__init__
    @staticmethod
    def check(): pass

class Engine:
    def start(self): pass

class Car(Base):
    wheels = Engine()

    def __init__(self, radio: "Engine"):
        super().__init__()
#               ^^^^^^^^ call exact Base.__init__
        self.motor = Engine()
#                    ^^^^^^ call exact methods.Engine
        self.radio = radio

    def run(self):
        self.stop()
#            ^^^^ call exact Car.stop
        self.check()
#            ^^^^^ call exact Base.check
        self.motor.start()
#                  ^^^^^ call inferred Engine.start
        self.radio.start()
#                  ^^^^^ call inferred Engine.start
        self.engine.start()
#                   ^^^^^ call inferred Engine.start
        self.wheels.start()
#                   ^^^^^ call inferred Engine.start
        self.missing()
#            ^^^^^^^ no call

    def stop(self):
        super().stop()
#               ^^^^ call exact Base.stop

Base.check()
#    ^^^^^ call exact Base.check
car = Car(None)
#     ^^^ call exact Car.__init__
car.run()
#   ^^^ call inferred Car.run

# ### members that are read and assigned

class Level(Enum):
    HIGH = 1

class Cached(Base):
    limit = 3
    @cached_property
    def value(self): return self.limit
#                                ^^^^^ ref exact Cached.limit
    @property
    def held(self): return self.value
#                               ^^^^^ call exact Cached.value
    @held.setter
    def held(self, value): pass

def members(one: Cached, other):
    one.limit = one.held
#       ^^^^^ ref inferred Cached.limit
#                   ^^^^ call inferred Cached.held
    one.held = Level.HIGH
#       ^^^^ call inferred Cached.held
#                    ^^^^ ref exact Level.HIGH
    return other.limit
#                ^^^^^ no call

# ### members that only subclasses have, where the root of all classes is named
class Rooted(object):
    def go(self):
        self.later()
#            ^^^^^ no call

class Branch(Rooted):
    def later(self): pass

# What an object is called through can hold an object of its class again.
class Made:
    def use(self): pass

def make(): return Made()

class Looping:
    def keep(self, flag):
        self.__call__ = Looping() if flag else make

def call_looping():
    Looping()().use()
#               ^^^ call inferred methods.Made.use
