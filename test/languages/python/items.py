# Items of literal collections, and functions that are put into collections.
def one(): pass
def two(): pass
def three(): pass

table = {"one": one, 2: two, "2": three}
table["one"]()
table[2]()

def by_key(key):
    table["one"]()
    table[key]()

def literal_maps():
    known = {"one": one, 2: two, "2": three}
    found = known["one"]
    found()
#   ^^^^^ call inferred items.one
    found = known[2]
    found()
#   ^^^^^ call inferred items.two
    found = known["2"]
    found()
#   ^^^^^ call inferred items.three
    found = known["none"]
    found()
#   ^^^^^ no call
    found = known.get("one")
    found()
#   ^^^^^ call inferred items.one

def any_key(key):
    known = {"one": one, "two": two}
    found = known[key]
    found()
#   ^^^^^ call inferred items.one
#   ^^^^^ call inferred items.two
    for function in known.values():
        function()
#       ^^^^^^^^ call inferred items.one
#       ^^^^^^^^ call inferred items.two
    for name, other in known.items():
        other()
#       ^^^^^ call inferred items.one
#       ^^^^^ call inferred items.two

def put_in():
    known = {}
    known["one"] = one
    found = known["one"]
    found()
#   ^^^^^ call inferred items.one
    known["one"] = two
    found = known["one"]
    found()
#   ^^^^^ call inferred items.two
    known.update({"three": three})
    found = known["three"]
    found()
#   ^^^^^ call inferred items.three
    nested = {"inner": {"one": one}}
    nested["inner"]["one"] = two
    found = nested["inner"]["one"]
    found()
#   ^^^^^ call inferred items.two

def lists():
    known = [one, two, three]
    found = known[1]
    found()
#   ^^^^^ call inferred items.two
    found = known[1:][1]
    found()
#   ^^^^^ call inferred items.three
    known = []
    known.append(two)
    for function in known:
        function()
#       ^^^^^^^^ call inferred items.two
    first, *others, last = one, two, two, three
    last()
#   ^^^^ call inferred items.three
    found = others[0]
    found()
#   ^^^^^ call inferred items.two

def handed_out():
    for index, function in enumerate([one]):
        function()
#       ^^^^^^^^ call inferred items.one
    for left, right in zip([one], [two]):
        right()
#       ^^^^^ call inferred items.two
    for function in sorted({one}):
        function()
#       ^^^^^^^^ call inferred items.one
    mapped = {name: two for name in "ab"}
    found = mapped["a"]
    found()
#   ^^^^^ call inferred items.two
