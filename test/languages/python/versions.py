# ### what tests of the version and the platform leave out is not meant, unless there is nothing else
# --- old.py
def text(value): pass
def kept(): pass
def only_old(): pass
def either(): pass
class Lock: pass
# --- new.py
def text(value): pass
def kept(): pass
def either(): pass
class Lock: pass
# --- compat.py
import os, sys
from elsewhere import FLAG
PY2 = sys.version_info[0] == 2
if PY2:
    from old import text, only_old
    def local(): text(1)
#                ^^^^ call exact new.text
else:
    from new import text
if sys.version_info >= (3, 8):
    from new import kept
elif sys.platform == 'linux':
    from old import kept
else:
    from old import kept
if not sys.platform.startswith("win"):
    from new import Lock
else:
    from old import Lock
if FLAG:
    from old import either
else:
    from new import either
# --- use.py
from compat import text, only_old, kept, Lock, either
def use():
    text(1)
#   ^^^^ call exact new.text
    only_old()
#   ^^^^^^^^ call exact old.only_old
    kept()
#   ^^^^ call exact new.kept
    Lock()
#   ^^^^ call exact new.Lock
    either()
#   ^^^^^^ call inferred old.either
#   ^^^^^^ call inferred new.either
# ### conditions of several parts, and what stands behind a branch that is taken
# --- windows.py
class Manager: pass
def wait(): pass
# --- epoll.py
class Manager: pass
def wait(): pass
# --- kqueue.py
class Manager: pass
def wait(): pass
# --- chosen.py
import sys, select
from typing import TYPE_CHECKING
if sys.platform == "win32":
    from windows import Manager
    from windows import *
elif sys.platform == "linux" or (not TYPE_CHECKING and hasattr(select, "epoll")):
    from epoll import Manager
    from epoll import *
elif TYPE_CHECKING or hasattr(select, "kqueue"):
    from kqueue import Manager
    from kqueue import *
else:
    raise NotImplementedError
def own():
    Manager()
#   ^^^^^^^ call exact epoll.Manager
# --- user.py
from chosen import wait
import chosen
wait()
chosen.Manager()
#      ^^^^^^^ call exact epoll.Manager
def later():
    wait()
#   ^^^^ call exact epoll.wait
# --- both.py
import sys
def first(): pass
def second(): pass
if sys.version_info >= (3, 8) and sys.platform != "win32":
    run = first
else:
    run = second
if (sys.platform == "win32") or (sys.version_info < (3,)):
    go = second
else:
    go = first
if sys.platform == "darwin" and unknown():
    do = second
elif unknown():
    do = first
def use():
    run()
#   ^^^ call inferred both.first
    go()
#   ^^ call inferred both.first
    do()
#   ^^ call inferred both.first
