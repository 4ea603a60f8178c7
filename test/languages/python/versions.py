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
