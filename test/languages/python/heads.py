# ### the head of a definition is read before its name is bound
import store
from store import Base, Store

class Shop:
    def store(self, store: store.Store) -> store.Store:
        store.open()
#             ^^^^ call inferred Store.open
    def Store(self) -> Store: return None
    def list(self) -> list[store.Store]: pass
    def use(self):
        self.Store().open()
#                    ^^^^ call inferred Store.open
        self.store(None).open()
#                        ^^^^ call inferred Store.open
class Later:
    first = Store()
#           ^^^^^ call exact store.Store
    def Store(self): pass
class Base(Base):
    def close(self): self.keep()
#                         ^^^^ call exact store.Base.keep
# --- store.py
class Store:
    def open(self): pass
class Base:
    def keep(self): pass
