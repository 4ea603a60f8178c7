# What a name stands for follows the code: the last assignment on the way counts.
class A:
    def run(self): pass

class B:
    def run(self): pass
    def extra(self): pass

def replaced():
    thing = A()
    thing = B()
    thing.run()
#         ^^^ call inferred B.run

def either(flag):
    thing = A()
    if flag:
        thing = B()
        thing.run()
#             ^^^ call inferred B.run
    thing.run()
#         ^^^ call inferred A.run
#         ^^^ call inferred B.run

def left(flag):
    thing = A()
    if flag:
        thing = B()
        return thing
    thing.run()
#         ^^^ call inferred A.run

def wrap(value):
    return value

def rebound():
    thing = A()
    thing = wrap(thing)
    thing.run()
#         ^^^ call inferred A.run

def opened(manager):
    thing = A()
    with manager:
        thing = B()
    thing.run()
#         ^^^ call inferred B.run

def first(): pass
def second(): pass

chosen = first
chosen = second
chosen()
def later():
    chosen()
#   ^^^^^^ call inferred flow.second

def tested(value):
    if isinstance(value, A):
        value.run()
#             ^^^ call inferred A.run
    elif isinstance(value, (A, B)) and value.run():
#                                            ^^^ call inferred A.run
#                                            ^^^ call inferred B.run
        pass
    else:
        value.run()
#             ^^^ no call

def tested_early(value):
    if not isinstance(value, B):
        return
    value.extra()
#         ^^^^^ call inferred B.extra

def asserted(value):
    assert isinstance(value, B)
    value.extra()
#         ^^^^^ call inferred B.extra

def no_more(value):
    if isinstance(value, B):
        value = unknown()
        value.extra()
#             ^^^^^ no call

def in_expressions(value, values):
    value.extra() if isinstance(value, B) else value.run()
#         ^^^^^ call inferred B.extra
#                                                    ^^^ no call
    return [one.extra() for one in values if isinstance(one, B)]
#               ^^^^^ call inferred B.extra

class Holder:
    def show(self):
        if isinstance(self.held, B):
            self.held.extra()
#                     ^^^^^ call inferred B.extra

def narrowed():
    thing = A() or B()
    if isinstance(thing, B):
        thing.run()
#             ^^^ call inferred B.run

# A definition declares its name for other functions and files, whatever another branch assigns to it.
def fast(): pass

if setting():
    slow = fast
    class Made:
        def run(self): pass
    Chosen = Made
    picked = fast
else:
    def slow(): pass
    class Chosen:
        def run(self): pass
    picked = slow

here = slow()
#      ^^^^ call inferred flow.fast
#      ^^^^ call inferred flow.slow

def use_declared():
    slow()
#   ^^^^ call exact flow.slow
    Chosen().run()
#            ^^^ call inferred flow.Chosen.run
    picked()
#   ^^^^^^ call inferred flow.fast
#   ^^^^^^ call inferred flow.slow
