def helper(): pass

def caller():
    helper()
#   ^^^^^^ call exact scopes.helper

def shadowed(helper):
    helper()
#   ^^^^^^ no call

def local_function():
    def helper(): pass
    helper()
#   ^^^^^^ call exact scopes.local_function.helper

class Thing:
    def helper(self): pass
    def run(self):
        helper()
#       ^^^^^^ call exact scopes.helper

def with_global():
    global counter
    counter = helper
    counter()
#   ^^^^^^^ call inferred scopes.helper

def comprehension(items):
    return [helper() for helper in items]
#           ^^^^^^ no call

print(len("x"))
#     ^^^ call external builtins:len

# ### a width in a text with places for values assigns nothing
def padded(value):
    raise TypeError(f"{value:=10} of {value!r:=4}") from None

def after_padded(): padded(3)
#                   ^^^^^^ call exact scopes.padded
