# Lambdas: called where they stand, stored, handed on, given back, called by the library.
def work(): pass

(lambda: work())()
#        ^^^^ call exact nameless.work
#        ^^^^ call exact nameless.<lambda>

table = {'one': lambda: 1, 'two': [lambda: 2]}
table['one']()
# ^^^ call inferred nameless.<lambda>#2
table['two'][0]()
# ^^^ call inferred nameless.<lambda>#3

def run(task, *others):
    task()
#   ^^^^ call inferred nameless.run() callback
    others[0]()
#   ^^^^^^ call inferred nameless.run() callback#2
    for other in others:
        other()
#       ^^^^^ call inferred nameless.run() callback#2
#       ^^^^^ call inferred nameless.work

run(lambda: 3, lambda: 4, work)

def curry(first):
    return lambda second: first(second)
#                         ^^^^^ call inferred nameless.curry() callback

curry(lambda value: value)(1)
# ^^^ call inferred curry.<lambda>

def order():
    sorted([2, 1], key=lambda value: value)
#   ^^^^^^ call external builtins:sorted
#   ^^^^^^ call inferred order.sorted() callback
list(map(work, [1]))
#        ^^^^ call inferred nameless.work

class Handlers:
    act = lambda self: 5
    def use(self):
        self.act()
#            ^^^ call exact Handlers.act
