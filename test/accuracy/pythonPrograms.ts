// Small Python programs of our own with their call graphs, in the form of PyCG's micro-benchmark: caller → callees, read
// off by following the program by hand. A class without an initializer is no callee, a lambda is part of its function.

/** A program: its text, and who calls whom. */
export interface PythonProgram {
  readonly text: string;
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

export const pythonPrograms: Readonly<Record<string, PythonProgram>> = {
  'callbacks/passed': {
    text: `def greet(): pass
def part(): pass
def run(first, then=part):
    first()
    then()
run(greet)
`,
    calls: { main: ['main.run'], 'main.run': ['main.greet', 'main.part'] },
  },
  'callbacks/stored': {
    text: `def a(): pass
def b(): pass
handlers = {"a": a}
handlers["b"] = b
handlers["a"]()
chosen = handlers["b"]
chosen()
`,
    calls: { main: ['main.a', 'main.b'] },
  },
  'callbacks/decorated': {
    text: `def register(function):
    function()
    return function

@register
def task(): pass
task()
`,
    calls: { main: ['main.register', 'main.task'], 'main.register': ['main.task'] },
  },
  'classes/inherited': {
    text: `class Base:
    def __init__(self):
        self.setup()
    def setup(self): pass
    def again(self):
        return self
class Child(Base):
    def __init__(self):
        super().__init__()
    def own(self): pass
Child().again().own()
`,
    calls: {
      main: ['main.Child.__init__', 'main.Base.again', 'main.Child.own'],
      'main.Child.__init__': ['<builtin>.super', 'main.Base.__init__'],
      'main.Base.__init__': ['main.Base.setup'],
    },
  },
  'flow/replaced': {
    text: `def old(): pass
def new(): pass
action = old
action = new
action()
`,
    calls: { main: ['main.new'] },
  },
  'flow/tested': {
    text: `class Cat:
    def purr(self): pass
class Dog:
    def bark(self): pass
def hear(animal):
    if isinstance(animal, Cat):
        animal.purr()
    elif isinstance(animal, Dog):
        animal.bark()
hear(Cat())
hear(Dog())
`,
    calls: { main: ['main.hear'], 'main.hear': ['<builtin>.isinstance', 'main.Cat.purr', 'main.Dog.bark'] },
  },
  'protocols/loops': {
    text: `def each(): pass
class Items:
    def __iter__(self):
        return self
    def __next__(self):
        return each
for item in Items():
    item()
`,
    calls: { main: ['main.Items.__iter__', 'main.Items.__next__', 'main.each'] },
  },
  'library/namesakes': {
    text: `class Order:
    def split(self): pass
    def sort(self): pass
"a,b".split(",")
Order().sort()
len("a")
`,
    calls: { main: ['<**PyStr**>.split', 'main.Order.sort', '<builtin>.len'] },
  },
};
