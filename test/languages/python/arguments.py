# What the calls in a file pass to its functions.
def target(): pass
def other(): pass

def run(callback, fallback=other):
    callback()
#   ^^^^^^^^ call inferred arguments.target
    fallback()
#   ^^^^^^^^ call inferred arguments.target
#   ^^^^^^^^ call inferred arguments.other

run(target)
run(target, fallback=target)

def spread(first, second):
    second()
#   ^^^^^^ no call

spread(*[target], other)

class Box:
    def __init__(self, content):
        self.content = content
    def open(self):
        self.content.show()
#                    ^^^^ call inferred Content.show

class Content:
    def show(self): pass

Box(Content())

def aliased(callback):
    callback()
#   ^^^^^^^^ call inferred arguments.other

alias = aliased
alias(other)

def decorate(function):
    function()
#   ^^^^^^^^ call inferred arguments.decorated
    return function

@decorate
def decorated(): pass

def outer(function):
    function()
#   ^^^^^^^^ call inferred inner.replacement
def inner(function):
    def replacement():
        function()
#       ^^^^^^^^ call inferred arguments.twice
    return replacement

@outer
@inner
def twice(): pass

# ### what a parameter collects is of the type that is written for each
class Part:
    def use(self): pass

def collect(*parts: Part, **named: Part):
    for part in parts: part.use()
#                           ^^^ call inferred Part.use
    parts[0].use()
#            ^^^ call inferred Part.use
    named['one'].use()
#                ^^^ call inferred Part.use
    for part in named.values(): part.use()
#                                    ^^^ call inferred Part.use
    for name in named: name.use()
#                           ^^^ no call
    parts.use()
#         ^^^ no call
