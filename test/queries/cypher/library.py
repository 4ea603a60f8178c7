# --- library/store.py
"""Where books are kept."""
import json


class Shelf:
    """Holds books in order."""

    def add(self, book):
        self.check(book)
        self.save()

    def check(self, book):
        return book is not None

    def save(self):
        json.dumps({})


class LockedShelf(Shelf):
    def save(self):
        super().save()
        self.seal()

    def seal(self):
        pass


# --- library/app.py
from library.store import LockedShelf, Shelf


def main():
    shelf = Shelf()
    shelf.add(1)
    shelf.add(2)
    report(shelf)


def report(shelf: Shelf):
    if shelf.check(None):
        report(shelf)
    return helper()


def helper():
    return 1


async def unused():
    return LockedShelf()


# --- tests/test_store.py
from library.store import Shelf


def test_add():
    shelf = Shelf()
    shelf.add(3)
