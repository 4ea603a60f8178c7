# Calls that the language makes without their being written: loops, `with`, `raise`.
class Numbers:
    def __iter__(self):
        return self
    def __next__(self):
        return callback

def callback(): pass

def loop():
    for number in Numbers():
        number()
#       ^^^^^^ call inferred implicit.callback

class Opened:
    def __enter__(self):
        return self
    def __exit__(self, *details): pass
    def use(self): pass

def enter():
    with Opened() as opened:
        opened.use()
#              ^^^ call inferred Opened.use

class Problem(Exception):
    def __init__(self): pass

def fail():
    raise Problem
