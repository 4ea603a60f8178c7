from typing import Optional

class Worker:
    def work(self) -> "Result": pass

class Result:
    def show(self): pass

def make() -> Worker:
#             ^^^^^^ type exact types.Worker
    return Worker()

def guess():
    return Worker()

def annotated(worker: Worker, maybe: Optional[Worker], many: list[Worker]):
    worker.work()
#          ^^^^ call inferred Worker.work
    maybe.work()
#         ^^^^ call inferred Worker.work
    worker.work().show()
#                 ^^^^ call inferred Result.show
    for one in many:
        one.work()
#           ^^^^ call inferred Worker.work
    many[0].work()
#           ^^^^ call inferred Worker.work

def chained():
    make().work()
#          ^^^^ call inferred Worker.work
    guess().work()
#           ^^^^ call inferred Worker.work

class Manager:
    def __enter__(self):
        return Worker()
    def __exit__(self, *a): pass
    def __call__(self): pass

def entering():
    with Manager() as worker:
        worker.work()
#              ^^^^ call inferred Worker.work
    manager = Manager()
    manager()
#   ^^^^^^^ call inferred Manager.__call__

def text(value):
    "a,b".split(",")
#         ^^^^^ call external builtins:str.split
    value.split(",")
#         ^^^^^ no call
