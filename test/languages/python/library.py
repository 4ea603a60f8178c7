# What the outline of the standard library tells: what its functions give, hold and call.
import asyncio
import collections
import concurrent.futures
import contextlib
import functools
import heapq
import itertools
import logging
import random
import re
import threading
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List

class User:
    def name(self): pass
    def close(self): pass

users: list[User] = []

# A function that is written in place gets what the library hands to it.
sorted(users, key=lambda user: user.name())
#                                   ^^^^ call inferred User.name
max(users, key=lambda user: user.name()).close()
#                                ^^^^ call inferred User.name
#                                        ^^^^^ call inferred User.close
list(filter(lambda user: user.name(), users))[0].close()
#                             ^^^^ call inferred User.name
#                                                ^^^^^ call inferred User.close
re.sub("a", lambda match: match.group(), "b")
#                               ^^^^^ call external re:Match.group

# What goes in comes out, whichever way.
for position, user in enumerate(reversed(users)):
    user.name()
#        ^^^^ call inferred User.name
for left, right in itertools.chain(zip(users, users)):
    right.name()
#         ^^^^ call inferred User.name
for key, group in itertools.groupby(users, key=str):
    for one in group:
        one.name()
#           ^^^^ call inferred User.name
heapq.heappop(users).name()
#                    ^^^^ call inferred User.name
random.choice(users).name()
#                    ^^^^ call inferred User.name
functools.reduce(lambda all, one: one, users).name()
#                                             ^^^^ call inferred User.name
next(iter(users)).name()
#                 ^^^^ call inferred User.name
dict.fromkeys(users).popitem()[0].name()
#                                 ^^^^ call inferred User.name

# Collections that are made by what makes their values.
groups = defaultdict(User)
groups["a"].name()
#           ^^^^ call inferred User.name
known: Dict[str, List[User]] = {}
known.setdefault("a", []).pop().name()
#                               ^^^^ call inferred User.name
queue = collections.deque(users)
queue.popleft().name()
#               ^^^^ call inferred User.name

# Futures, tasks and context managers.
def load(path) -> User:
    return User()

async def fetch() -> User:
    return User()

async def gather():
    first, second = await asyncio.gather(fetch(), fetch())
    second.name()
#          ^^^^ call inferred User.name
    (await asyncio.wait_for(fetch(), 1)).name()
#                                        ^^^^ call inferred User.name
    (await asyncio.to_thread(load, "x")).name()
#                            ^^^^ call inferred load
#                                        ^^^^ call inferred User.name

with concurrent.futures.ThreadPoolExecutor() as pool:
    pool.submit(load, "x").result().name()
#               ^^^^ call inferred load
#                                   ^^^^ call inferred User.name
with contextlib.closing(User()) as user:
    user.name()
#        ^^^^ call inferred User.name

# What is called, and what is only kept or looked at.
def work(user): user.name()
def idle(): pass
threading.Thread(target=work)
#                       ^^^^ call inferred work
asyncio.iscoroutinefunction(idle)
#                           ^^^^ no call
kept = functools.partial(idle)
#                        ^^^^ no call
(kept)()
#^^^^ call inferred idle

# Members are named by the class that has them, fields hold what they say, and what no class has is nobody's.
logging.getLogger("x").info("y")
#                      ^^^^ call external logging:Logger.info
Path("x").parent.mkdir()
#                ^^^^^ call external pathlib:Path.mkdir
"x".upper().nonsense()
#           ^^^^^^^^ no call
with open("x") as text, open("y", "rb") as data:
    text.read()
#        ^^^^ call external io:TextIOWrapper.read

# What is waited for later is what the coroutine gives.
async def make(): return User()
async def waits(loop: asyncio.AbstractEventLoop):
    task = asyncio.create_task(make())
    (await task).name()
#                ^^^^ call inferred User.name
    task.result().close()
#                 ^^^^^ call inferred User.close
    async with asyncio.TaskGroup() as group:
        made = group.create_task(make())
    made.result().name()
#                 ^^^^ call inferred User.name
    (await loop.create_task(make())).name()
#                                    ^^^^ call inferred User.name
    tasks = [asyncio.create_task(make()) for _ in range(3)]
    for one in await asyncio.gather(*tasks):
        one.close()
#           ^^^^^ call inferred User.close
    for future in asyncio.as_completed(tasks):
        (await future).name()
#                      ^^^^ call inferred User.name
    done, pending = await asyncio.wait(tasks)
    for one in done:
        one.result().name()
#                    ^^^^ call inferred User.name
