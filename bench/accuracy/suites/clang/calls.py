"""Prints where libclang says the callee of every call of a C project is defined, one JSON object a line.

Arguments: the folder, then compiler options. Each .c file below the folder is compiled by itself; a header is read in
the first file that includes it. A call is a name followed by a parenthesis in code that this compilation keeps.
"""

import json
import os
import sys

from clang import cindex
from clang.cindex import CursorKind, TokenKind

root = os.path.realpath(sys.argv[1])
options = sys.argv[2:]
FUNCTIONS = (CursorKind.FUNCTION_DECL,)
MACROS = (CursorKind.MACRO_DEFINITION,)
VARIABLES = (CursorKind.VAR_DECL, CursorKind.PARM_DECL, CursorKind.FIELD_DECL)

definitions = {}  # USR -> places of definitions
declarations = {}  # USR -> places of declarations
calls = []
seen = set()


def place(location):
    """The place of a location inside the folder, or None."""
    if location.file is None:
        return None
    path = os.path.realpath(location.file.name)
    if not path.startswith(root + "/"):
        return None
    return (path[len(root) + 1 :], location.line)


def note_functions(unit):
    for cursor in unit.cursor.get_children():
        if cursor.kind not in FUNCTIONS:
            continue
        at = place(cursor.location)
        if at:
            table = definitions if cursor.is_definition() else declarations
            table.setdefault(cursor.get_usr(), set()).add(at)


def read_file(unit, path):
    """The calls written in one file of a unit."""
    file = cindex.File.from_name(unit, path)
    start = cindex.SourceLocation.from_offset(unit, file, 0)
    end = cindex.SourceLocation.from_offset(unit, file, os.path.getsize(path))
    tokens = list(unit.get_tokens(extent=cindex.SourceRange.from_locations(start, end)))
    for token, following in zip(tokens, tokens[1:]):
        if token.kind != TokenKind.IDENTIFIER or following.spelling != "(":
            continue
        cursor = token.cursor
        if cursor.kind in FUNCTIONS + MACROS + VARIABLES or cursor.kind.is_invalid():
            continue
        target = cursor.referenced
        if target is None or target.spelling != token.spelling:
            continue
        at = (path[len(root) + 1 :], token.location.line)
        if target.kind in FUNCTIONS:
            calls.append((at, token.spelling, "function", target.get_usr(), place(target.location)))
        elif target.kind in MACROS and cindex.conf.lib.clang_Cursor_isMacroFunctionLike(target):
            calls.append((at, token.spelling, "macro", None, place(target.location)))
        elif target.kind in MACROS:
            # A name for another name: what is called is not what is written.
            calls.append((at, token.spelling, "alias", None, None))
        elif target.kind in VARIABLES:
            calls.append((at, token.spelling, "variable", None, None))


def read_unit(index, path):
    unit = index.parse(path, args=options, options=cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
    failures = [d.spelling for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Fatal]
    if failures:
        print(f"{path}: {failures[0]}", file=sys.stderr)
        return
    note_functions(unit)
    files = {path} | {os.path.realpath(include.include.name) for include in unit.get_includes()}
    for file in sorted(files):
        if file in seen or not file.startswith(root + "/"):
            continue
        seen.add(file)
        read_file(unit, file)


index = cindex.Index.create()
for folder, _, names in sorted(os.walk(root)):
    for name in sorted(names):
        if name.endswith(".c"):
            read_unit(index, os.path.join(folder, name))

for (file, line), name, kind, usr, declared in calls:
    targets = set()
    if kind == "function":
        targets = definitions.get(usr) or (declared and declarations.get(usr)) or set()
    elif declared:
        targets = {declared}
    print(json.dumps({"file": file, "line": line, "name": name, "kind": kind, "targets": sorted(targets)}))
