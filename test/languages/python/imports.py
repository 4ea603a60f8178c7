# --- app/__init__.py
from .models import User as Person, make_user
from . import tools
__all__ = ["Person"]

# --- app/models.py
class User:
    def save(self): pass

def make_user():
    return User()

# --- app/tools/__init__.py
from .text import *

# --- app/tools/text.py
def slug(text): pass

# --- app/deep/nested.py
import app.models
import app.tools.text as t
from app import Person
from ..models import User
from .. import tools
import os.path
from collections import OrderedDict as Ordered

def go():
    app.models.make_user()
#              ^^^^^^^^^ call exact app.models.make_user
    t.slug("x")
#     ^^^^ call exact app.tools.text.slug
    tools.slug("x")
#         ^^^^ call exact app.tools.text.slug
    Person().save()
#            ^^^^ call inferred User.save
    User().save()
#          ^^^^ call inferred User.save
    os.path.join("a")
#           ^^^^ call external os:path.join
    Ordered()
#   ^^^^^^^ call external collections:OrderedDict

# --- app/deep/__init__.py

# --- logging.py
def info(text): pass

# --- main.py
import requests
from app.missing import thing

requests.get("x")
#        ^^^ call external requests:get
if True:
    thing()
#   ^^^^^ no call
