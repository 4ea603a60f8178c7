def handler(): pass

class Registry:
    def add(self, item): pass

registry = Registry()
registry.add(handler)
#            ^^^^^^^ ref exact references.handler
table = {"a": handler}
#             ^^^^^^^ ref exact references.handler

def local(handler):
    print(handler)
#         ^^^^^^^ no call

class Child(Registry):
#           ^^^^^^^^ inherits exact references.Registry
    def add(self, item):
        return table
#              ^^^^^ ref exact references.table

@handler
def decorated(): pass
