# ### what the fixtures give that tests ask for by name
# --- db.py
class Db:
    def query(self): return 1
    def close(self): pass
# --- tests/conftest.py
import pytest
from db import Db
from .more import extra

@pytest.fixture
def db():
    made = Db()
    yield made
    made.close()
#        ^^^^^ call inferred Db.close

@pytest.fixture(scope="session", name="user")
def user_fixture(db):
    return db.query()
#             ^^^^^ call inferred Db.query

@pytest.fixture()
async def later() -> Db: return Db()

def helper(db): return db.query()
#                         ^^^^^ no call
# --- tests/more.py
import pytest
from db import Db
@pytest.fixture
def extra(): return Db()
# --- tests/unit/conftest.py
import pytest
class Other:
    def query(self): pass
@pytest.fixture
def other(): return Other()
# --- tests/unit/test_db.py
from pytest import fixture
from db import Db

@fixture
def own(other): return other
#       ^^^^^ ref inferred tests.unit.conftest.other

def test_query(db, user, extra, own, later, unknown):
#              ^^ ref inferred tests.conftest.db
#                  ^^^^ ref inferred tests.conftest.user_fixture
#                        ^^^^^ ref inferred tests.more.extra
#                               ^^^ ref inferred own
#                                    ^^^^^ ref inferred tests.conftest.later
    db.query()
#      ^^^^^ call inferred Db.query
    extra.query()
#         ^^^^^ call inferred Db.query
    own.query()
#       ^^^^^ call inferred Other.query
    later.close()
#         ^^^^^ call inferred Db.close
    unknown.query()
#           ^^^^^ no call

class TestClass:
    @fixture
    def other(self): return Db()
    def test_other(self, other):
        other.close()
#             ^^^^^ call inferred Db.close
    @pytest.mark.usefixtures("extra")
#                             ^^^^^ ref inferred tests.more.extra
    def test_more(self): pass

@pytest.mark.usefixtures("db", "other")
#                         ^^ ref inferred tests.conftest.db
#                               ^^^^^ ref inferred tests.unit.conftest.other
class TestOthers:
    def test_one(self): pass
