"""Prints what the headers given on the command line declare, one function a line: its name, then the positions of the
parameters that are functions. Needs libclang and its binding (Debian's python3-clang and libclang1)."""

import sys

from clang.cindex import Config, CursorKind, Index, TypeKind

library, *headers = sys.argv[1:]
Config.set_library_file(library)
source = "".join(f"#if __has_include(<{header}>)\n#include <{header}>\n#endif\n" for header in headers)
unit = Index.create().parse("all.c", args=["-std=gnu11", "-D_GNU_SOURCE"], unsaved_files=[("all.c", source)])


def is_function(parameter):
    pointee = parameter.type.get_canonical().get_pointee()
    return pointee.kind in (TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO)


functions = {}
for cursor in unit.cursor.get_children():
    if cursor.kind == CursorKind.FUNCTION_DECL and not cursor.spelling.startswith("_"):
        positions = [str(at) for at, parameter in enumerate(cursor.get_arguments()) if is_function(parameter)]
        functions[cursor.spelling] = ",".join(positions)
for name in sorted(functions):
    print(name, functions[name])
