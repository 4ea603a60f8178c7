/** Files that declare what others define: type stubs and headers. */
const DECLARATIONS = /(?:\.d\.[cm]?ts|\.pyi|\.h|\.hh|\.hpp|\.hxx|\.rbi|\.mli)$/i;

/** Whether a file holds declarations by its name: where it and another file have a name, the other one defines it. */
export function isDeclarationPath(path: string): boolean {
  return DECLARATIONS.test(path);
}

/** Whether a file only declares what is defined elsewhere: nothing in it has a body. */
export function isStubPath(path: string): boolean {
  return /\.(?:d\.[cm]?ts|pyi)$/.test(path);
}
