"""Prints where libclang says the callee of every call of a C++ project is defined, one JSON object a line.

Arguments: the folder with the project, and that with compile_commands.json. Each file that is named there is compiled as
it says; a header is read in the first file that includes it. A call is one that is written: a name before parentheses or
braces, of a function, a member, a class that an object is made of, or a member or base that a constructor starts. What is
made or converted unwritten is left out; an operator is a call by its sign. What a template calls is not decided before it is used.
"""

import json
import os
import re
import shlex
import sys

from clang import cindex
from clang.cindex import CursorKind as Kind

root = os.path.realpath(sys.argv[1])
build = os.path.realpath(sys.argv[2])
only = sys.argv[3] if len(sys.argv) > 3 else ""
FUNCTIONS = {
    Kind.FUNCTION_DECL,
    Kind.CXX_METHOD,
    Kind.CONSTRUCTOR,
    Kind.DESTRUCTOR,
    Kind.CONVERSION_FUNCTION,
    Kind.FUNCTION_TEMPLATE,
}
WRAPPERS = {Kind.UNEXPOSED_EXPR, Kind.PAREN_EXPR}
CLASSES = {
    Kind.CLASS_DECL,
    Kind.STRUCT_DECL,
    Kind.UNION_DECL,
    Kind.CLASS_TEMPLATE,
    Kind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION,
}

definitions = {}  # USR -> places of definitions
declarations = {}  # USR -> places of declarations
calls = {}  # (file, line, name, column) -> (kind, target USR, place)
read = set()
texts = {}
macro_lines = {}  # file -> lines that define macros
paths = {}


def path_of(file):
    """The path of a file inside the folder, or None."""
    if file is None:
        return None
    name = file.name
    if name not in paths:
        path = os.path.realpath(os.path.join(build, name))
        inside = path.startswith(root + "/") and not path.startswith(build + "/")
        paths[name] = path[len(root) + 1 :] if inside else None
    return paths[name]


def place(location):
    path = path_of(location.file)
    return (path, location.line) if path else None


def text_of(path):
    if path not in texts:
        with open(os.path.join(root, path), "rb") as file:
            texts[path] = file.read()
    return texts[path]


def written(location):
    """Where the token of a location is written: (path, line, column, offset)."""
    from ctypes import byref, c_uint
    from clang.cindex import c_object_p, conf, File

    file, line, column, offset = c_object_p(), c_uint(), c_uint(), c_uint()
    conf.lib.clang_getSpellingLocation(location, byref(file), byref(line), byref(column), byref(offset))
    if not file:
        return None
    path = path_of(File(file))
    return (path, int(line.value), int(column.value), int(offset.value)) if path else None


def word_at(at):
    match = re.compile(rb"~?\w+|operator[^\w\s(]+").match(text_of(at[0]), at[3])
    return match.group().decode() if match else ""


def key_of(cursor):
    """What all declarations of one thing have in common: how a template is written can differ between them."""
    # Compilers of several standards write closing brackets apart or together.
    return cursor.canonical.get_usr().replace("> >", ">>")


def is_called(at, name):
    """Whether the name is written before what is passed, with template arguments between."""
    text = text_of(at[0])
    end = at[3] + len(name)
    rest = text[end : end + 200].decode("utf8", "replace")
    return re.match(r"\s*(<[^;{}]*?>)?\s*[({]", rest) is not None


def template_of(cursor):
    """The declaration that is written, of one that a template makes."""
    for _ in range(8):
        general = cindex.conf.lib.clang_getSpecializedCursorTemplate(cursor)
        if general is None or general.kind.is_invalid():
            return cursor
        cursor = general
    return cursor


def add(at, name, kind, target):
    if name == "" or at[0] is None or at[1] in macro_lines.get(at[0], ()) or not is_called(at, name):
        return
    key = (at[0], at[1], name, at[2])
    if key in calls and calls[key][0] != "undecided":
        return
    if target is None:
        calls[key] = (kind, None, None)
        return
    target = template_of(target)
    # A constructor that nobody wrote stands where its class does.
    parent = target.semantic_parent
    if target.kind == Kind.CONSTRUCTOR and parent is not None and parent.location == target.location:
        target = template_of(parent)
    calls[key] = (kind, key_of(target), place(target.location))


def unwrap(cursor):
    while cursor is not None and cursor.kind in WRAPPERS:
        children = list(cursor.get_children())
        if len(children) != 1:
            return cursor
        cursor = children[0]
    return cursor


def note_call(cursor, parent):
    target = cursor.referenced
    children = list(cursor.get_children())
    if target is not None and target.kind == Kind.CONSTRUCTOR:
        at = written(cursor.location)
        if at is None:
            return
        name = word_at(at)
        if parent is not None and parent.kind == Kind.VAR_DECL:
            # `Type name(arguments)`: what is written is the type.
            if name != parent.spelling or not is_called(at, name):
                if name != target.spelling:
                    return
                add(at, name, "construction", target)
                return
            types = [c for c in parent.get_children() if c.kind in (Kind.TYPE_REF, Kind.TEMPLATE_REF)]
            if not types:
                return
            typed = written(types[-1].location if types[0].kind == Kind.TYPE_REF else types[0].location)
            if typed is not None and typed[0] == at[0]:
                key = (typed[0], typed[1], word_at(typed), typed[2])
                general = template_of(target)
                owner = general.semantic_parent
                if owner is not None and owner.location == general.location:
                    general = template_of(owner)
                if word_at(typed) and typed[1] not in macro_lines.get(typed[0], ()):
                    calls.setdefault(key, ("construction", key_of(general), place(general.location)))
            return
        if name == "new" or parent is not None and parent.kind == Kind.CXX_NEW_EXPR:
            types = [c for c in parent.get_children() if c.kind in (Kind.TYPE_REF, Kind.TEMPLATE_REF)]
            if types:
                typed = written(types[0].location if types[0].kind == Kind.TEMPLATE_REF else types[-1].location)
                if typed is not None:
                    add(typed, word_at(typed), "construction", target)
            return
        if name == "":
            return
        # `a::Type(…)`: the last name counts.
        text = text_of(at[0])
        match = re.compile(rb"(?:\w+(?:<[^;{}()]*>)?\s*::\s*)*(\w+)").match(text, at[3])
        if match:
            at = (at[0], at[1], at[2] + match.start(1) - at[3], match.start(1))
            name = match.group(1).decode()
        kind = "start" if parent is not None and parent.kind == Kind.CONSTRUCTOR else "construction"
        if name == target.spelling or kind == "start":
            add(at, name, kind, target)
        return
    callee = unwrap(children[0]) if children else None
    if callee is None:
        return
    if target is not None and re.match(r"operator\W", target.spelling):
        note_operator(children, target)
        return
    if callee.kind in (Kind.DECL_REF_EXPR, Kind.MEMBER_REF_EXPR, Kind.OVERLOADED_DECL_REF, Kind.MEMBER_REF):
        at = written(callee.location)
        if at is None:
            return
        name = word_at(at)
        if target is None or callee.kind == Kind.OVERLOADED_DECL_REF:
            add(at, name, "undecided", None)
        elif target.kind in FUNCTIONS and name == target.spelling:
            add(at, name, "function", target)
        else:
            add(at, name, "undecided", None)


def note_operator(children, target):
    """The sign of an operator stands for the function that it calls; of one that is called by its name nothing is said."""
    parent = template_of(target).semantic_parent
    if parent is not None and parent.location == template_of(target).location:
        # Nobody wrote it.
        return
    for child in children:
        callee = unwrap(child)
        if callee is None or callee.kind != Kind.DECL_REF_EXPR or callee.spelling != target.spelling:
            continue
        at = written(callee.location)
        sign = target.spelling[len("operator") :]
        if at is None or at[1] in macro_lines.get(at[0], ()):
            return
        if text_of(at[0])[at[3] :].startswith(sign[:1].encode()):
            general = template_of(target)
            key = (at[0], at[1], target.spelling, at[2])
            calls.setdefault(key, ("operator", key_of(general), place(general.location)))
        return


def note_macros(unit):
    for cursor in unit.cursor.get_children():
        if cursor.kind == Kind.MACRO_DEFINITION:
            at = place(cursor.location)
            if at:
                extent = cursor.extent
                macro_lines.setdefault(at[0], set()).update(range(extent.start.line, extent.end.line + 1))
    for cursor in unit.cursor.get_children():
        if cursor.kind == Kind.MACRO_INSTANTIATION:
            at = written(cursor.location)
            if at is None or cursor.referenced is None:
                continue
            if not cindex.conf.lib.clang_Cursor_isMacroFunctionLike(cursor.referenced):
                continue
            add(at, cursor.spelling, "macro", cursor.referenced)


def walk(cursor, parent, seen_files):
    for child in cursor.get_children():
        kind = child.kind
        if kind in FUNCTIONS or kind in CLASSES:
            at = place(child.location)
            if at:
                table = definitions if child.is_definition() else declarations
                table.setdefault(key_of(child), set()).add(at)
        if kind == Kind.CALL_EXPR:
            note_call(child, cursor)
        walk(child, cursor, seen_files)


def read_unit(index, path, arguments):
    unit = index.parse(path, args=arguments, options=cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
    failures = [d.spelling for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Fatal]
    if failures:
        print(f"{path}: {failures[0]}", file=sys.stderr)
        return
    note_macros(unit)
    files = set()
    for child in unit.cursor.get_children():
        at = path_of(child.location.file)
        if at is None or at in read:
            continue
        files.add(at)
        if child.kind in FUNCTIONS or child.kind in CLASSES:
            where = place(child.location)
            table = definitions if child.is_definition() else declarations
            table.setdefault(key_of(child), set()).add(where)
        walk(child, unit.cursor, files)
    read.update(files)


index = cindex.Index.create()
units = {}
with open(os.path.join(build, "compile_commands.json")) as file:
    for entry in json.load(file):
        path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        units.setdefault(path, entry)
for path, entry in sorted(units.items()):
    if not path.startswith(root + "/") or path.startswith(build + "/") or only not in path:
        continue
    words = entry.get("arguments") or shlex.split(entry["command"])
    arguments = []
    skip = False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-c", "-o", "-MF", "-MT", "-MQ"):
            skip = word != "-c"
        elif os.path.realpath(os.path.join(entry["directory"], word)) != path:
            arguments.append(word)
    os.chdir(entry["directory"])
    read_unit(index, path, arguments + ["-Wno-everything"])

for (file, line, name, _), (kind, usr, declared) in sorted(calls.items()):
    targets = set()
    if kind == "macro":
        targets = {declared} if declared else set()
    elif usr is not None:
        targets = definitions.get(usr) or (declared and (declarations.get(usr) or {declared})) or set()
    print(json.dumps({"file": file, "line": line, "name": name, "kind": kind, "targets": sorted(targets)}))
