"""Prints what the headers of the C++ standard library declare, in the format of outlines, as libclang reads them.

Public members of public classes of namespace std, with the types of their results; functions of the namespace. Iterators of
a container are instances of one class, `_Iterator`, whose argument is an element, and containers extend `_Range` of it.
"""

import re
import sys

from clang import cindex
from clang.cindex import CursorKind as Kind

HEADERS = (
    "algorithm any array atomic bitset chrono condition_variable deque exception forward_list fstream functional future "
    "initializer_list iostream list map memory mutex numeric optional queue set shared_mutex sstream stack stdexcept "
    "string string_view thread tuple unordered_map unordered_set utility variant vector"
).split()
CLASSES = {Kind.CLASS_DECL, Kind.STRUCT_DECL, Kind.CLASS_TEMPLATE}
ITERATORS = {"iterator", "const_iterator", "reverse_iterator", "const_reverse_iterator", "local_iterator"}
ELEMENTS = {"reference", "const_reference", "pointer", "const_pointer", "value_type", "element_type"}
# What headers declare for any character, and the names of those for `char` and `wchar_t`.
TEXTS = re.compile(r"^basic_(string|string_view|ios|istream|ostream|iostream|streambuf|filebuf|stringbuf|"
                   r"ifstream|ofstream|fstream|istringstream|ostringstream|stringstream|regex)$")
PRIMITIVES = {"bool", "char", "int", "double", "float", "long", "short", "unsigned", "wchar_t"}
# What the headers of libstdc++ hide behind traits.
HIDDEN = (
    (re.compile(r"^typename (?:std::)?remove_reference<(\w+)>::type$"), r"\1"),
    (re.compile(r"^(?:typename )?(?:std::)?(?:__detail::)?_MakeUniq<(\w+)>::__single_object$"), r"unique_ptr<\1>"),
    (re.compile(r"^(?:std::)?__detail::__unique_ptr_t<(\w+)>$"), r"unique_ptr<\1>"),
    (re.compile(r"^(?:std::)?_NonArray<(.+)>$"), r"\1"),
    (re.compile(r"^(?:typename )?(?:std::)?__add_lvalue_reference.*$"), r""),
)

classes = {}  # name -> cursor
functions = {}  # name -> cursors


def collect(cursor):
    for child in cursor.get_children():
        if child.kind == Kind.NAMESPACE:
            if child.spelling in ("std", "__cxx11", "_V2") or cursor.spelling == "std" and child.spelling in (
                "chrono", "filesystem", "this_thread", "__detail"):
                collect(child)
        elif child.kind == Kind.LINKAGE_SPEC or child.kind == Kind.UNEXPOSED_DECL:
            collect(child)
        elif cursor.spelling in ("std", "__cxx11", "_V2"):
            if child.kind in CLASSES and child.is_definition():
                classes.setdefault(child.spelling, child)
            elif child.kind in (Kind.FUNCTION_DECL, Kind.FUNCTION_TEMPLATE):
                functions.setdefault(child.spelling, []).append(child)


def parameters_of(cursor):
    return [c.spelling for c in cursor.get_children() if c.kind in (
        Kind.TEMPLATE_TYPE_PARAMETER, Kind.TEMPLATE_NON_TYPE_PARAMETER, Kind.TEMPLATE_TEMPLATE_PARAMETER)]


class Names:
    """What the names in types of a class or function stand for."""

    def __init__(self, own, element, character):
        self.own = own  # name -> outline type
        self.element = element
        self.character = character


def split(text):
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "<(":
            depth += 1
        elif letter in ">)":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def written(text, names):
    """A type as an outline writes it."""
    text = re.sub(r"\b(?:const|volatile|struct|class)\b", "", text).strip()
    text = re.sub(r"\s+", " ", text).strip()
    is_pointer = text.endswith("*")
    text = re.sub(r"[\s*&]+$", "", text).strip()
    for pattern, other in HIDDEN:
        if pattern.match(text):
            text = pattern.sub(other, text)
            break
    if text in names.own:
        return names.own[text]
    last = text.rsplit("::", 1)[-1] if "<" not in text.rsplit("::", 1)[-1] else ""
    if last in ITERATORS:
        return f"_Iterator[{names.element}]"
    if last in ELEMENTS:
        return names.element
    if last in ("key_type", "mapped_type") and last in names.own:
        return names.own[last]
    if is_pointer and text in ("char", "_CharT"):
        return "text"
    if text in PRIMITIVES:
        return "_" if is_pointer else text
    if text in ("void",):
        return "_"
    match = re.match(r"^(?:(?:\w+::)*)(\w+)(?:<(.*)>)?$", text)
    if not match:
        return "_"
    name, inner = match.group(1), match.group(2)
    texts = TEXTS.match(name)
    if texts:
        wide = names.character == "wchar_t" or inner is not None and "wchar_t" in inner
        return ("w" if wide else "") + texts.group(1)
    if name in ("string", "wstring", "ostream", "istream", "string_view"):
        return name
    if name not in classes or name.startswith("_"):
        return "_"
    if inner is None:
        return name
    arguments = [written(one, names) for one in split(inner)][: len(parameters_of(classes[name]))]
    while arguments and arguments[-1] == "_":
        arguments.pop()
    return f"{name}[{','.join(arguments)}]" if arguments else name


def signature(cursor, names):
    made = dict(names.own)
    if cursor.kind == Kind.FUNCTION_TEMPLATE:
        for index, name in enumerate(parameters_of(cursor)):
            made[name] = f"#{index}"
    inner = Names(made, names.element, names.character)
    parts = []
    for argument in (c for c in cursor.get_children() if c.kind == Kind.PARM_DECL):
        has_default = any("=" == token.spelling for token in argument.get_tokens())
        text = argument.type.spelling
        if "..." in text:
            parts.append("*:-")
        else:
            kind = written(text, inner)
            parts.append(f"{'?' if has_default else ''}:{'-' if kind == '_' else kind}")
    result = written(cursor.result_type.spelling, inner)
    return f"({','.join(parts)}){result}"


def members(cursor, names, lines, seen):
    for child in cursor.get_children():
        if child.access_specifier not in (cindex.AccessSpecifier.PUBLIC, cindex.AccessSpecifier.INVALID):
            continue
        name = child.spelling
        function = child.kind == Kind.CXX_METHOD or child.kind == Kind.FUNCTION_TEMPLATE
        if function and not name.startswith(("_", cursor.spelling)) and "<" not in name:
            line = f" {name}{signature(child, names)}"
            if line not in seen:
                seen.add(line)
                lines.append(line)
        elif child.kind in (Kind.TYPEDEF_DECL, Kind.TYPE_ALIAS_DECL) and not name.startswith("_"):
            # A type within the class is what one of it would hold.
            kind = written(child.spelling if name in ITERATORS | ELEMENTS else child.underlying_typedef_type.spelling, names)
            line = f" {name} {kind}"
            if kind not in ("_", name) and line not in seen:
                seen.add(line)
                lines.append(line)
        elif child.kind == Kind.FIELD_DECL and not name.startswith("_"):
            kind = written(child.type.spelling, names)
            if kind != "_":
                lines.append(f" {name} {kind}")


def element_of(cursor, own):
    """What a container holds, by its own name for that."""
    for child in cursor.get_children():
        if child.kind in (Kind.TYPEDEF_DECL, Kind.TYPE_ALIAS_DECL) and child.spelling in ("value_type", "element_type"):
            found = written(child.underlying_typedef_type.spelling, Names(own, "_", "char"))
            if found != "_":
                return found
    # Of maps it stands in a class of the implementation.
    if "_Key" in own and "_Tp" in own:
        return f"pair[{own['_Key']},{own['_Tp']}]"
    return own.get("_Tp", "_")


def bases_of(cursor, names, known):
    bases = []
    for child in cursor.get_children():
        if child.kind == Kind.CXX_BASE_SPECIFIER:
            base = written(child.type.spelling, names)
            if base != "_" and re.match(r"\w+", base).group() in known:
                bases.append(base)
    return bases


def hidden_members(cursor, names, lines, seen):
    """What libstdc++ declares in bases that are its own: their parameters are called like those of the class."""
    for child in cursor.get_children():
        match = child.kind == Kind.CXX_BASE_SPECIFIER and re.match(r"^(?:\w+::)*(\w+)", child.type.spelling)
        inner = classes.get(match.group(1)) if match else None
        if inner is None or not inner.spelling.startswith("_"):
            continue
        renamed = {one: names.own.get(one, "_") for one in parameters_of(inner)}
        within = Names(renamed, names.element, names.character)
        members(inner, within, lines, seen)
        hidden_members(inner, within, lines, seen)


def write_class(name, cursor, called, character, lines, known):
    is_text = character is not None
    parameters = [] if is_text else parameters_of(cursor)
    own = {one: f"${index}" for index, one in enumerate(parameters)}
    if is_text:
        own["_CharT"] = character
    element = character if is_text else element_of(cursor, own)
    if "_Key" in own and "_Tp" in own:
        own |= {"key_type": own["_Key"], "mapped_type": own["_Tp"]}
    names = Names(own, element, character or "char")
    own_lines, seen = [], set()
    members(cursor, names, own_lines, seen)
    hidden_members(cursor, names, own_lines, seen)
    bases = bases_of(cursor, names, known)
    if any(line.startswith(" begin(") for line in own_lines):
        bases.insert(0, f"_Range[{element}]")
    head = f":{called}" + (f" {len(parameters)}" if parameters or bases else "") + (f" {';'.join(bases)}" if bases else "")
    if not own_lines and not bases:
        return
    lines.append(head)
    lines.extend(fold(own_lines))


def fold(own_lines):
    """One line a member, where all ways to call it give the same, or one gives what can be told."""
    results, kept = {}, []
    for line in own_lines:
        match = re.match(r"^ ([^(]+)\((.*)\)([^)]*)$", line)
        if match is None:
            kept.append(line)
        elif match.group(1) != "operator=":
            results.setdefault(match.group(1), []).append((match.group(3), line))
    for name, found in results.items():
        told = {result for result, _ in found if result != "_"}
        is_open = any("#" in result for result in told)
        if len(told) > 1 or is_open:
            kept.extend(line for _, line in found)
        else:
            kept.append(f" {name}(*:-){told.pop() if told else '_'}")
    return kept


index = cindex.Index.create()
source = "".join(f"#include <{header}>\n" for header in HEADERS)
unit = index.parse("all.cpp", args=["-std=c++17"], unsaved_files=[("all.cpp", source)])
collect(unit.cursor)
lines = ["@std", ":_Range 1", ":_Iterator 1 _Range[$0]", " operator*()$0", " operator->()$0"]
for one in ("bool", "char", "double", "float", "int", "long", "short", "text", "unsigned", "wchar_t", "pointer"):
    lines.append(f":{one}")
    if one == "text":
        lines += [" operator*()char", " operator[](:-)char"]
public = {name for name in classes if not name.startswith("_")}
known = public | {"_Range", "_Iterator"}
for name in public:
    match = TEXTS.match(name)
    if match:
        known |= {match.group(1), "w" + match.group(1)}
for name in sorted(public):
    match = TEXTS.match(name)
    if match:
        write_class(name, classes[name], match.group(1), "char", lines, known)
        # Of texts in other characters it counts that they are none of these.
        lines.append(f":w{match.group(1)}")
    elif name not in ("string", "ios"):
        write_class(name, classes[name], name, None, lines, known)
for name, kind in (("cout", "ostream"), ("cerr", "ostream"), ("clog", "ostream"), ("cin", "istream")):
    lines.append(f"{name} {kind}")
for name in sorted(functions):
    if name.startswith("_") or name.startswith("operator"):
        continue
    seen = []
    for cursor in functions[name]:
        line = f"{name}{signature(cursor, Names({}, '_', 'char'))}"
        if line not in seen:
            seen.append(line)
    if all(line.endswith(")_") for line in seen):
        lines.append(f"{name}(*:-)_")
        continue
    # Of several for the same arguments those count whose results can be told.
    told = {line[: line.rindex(")")] for line in seen if not line.endswith(")_")}
    lines.extend(line for line in seen if not line.endswith(")_") or line[: line.rindex(")")] not in told)
print("\n".join(lines))
