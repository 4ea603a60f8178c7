// The universe block of Go (go.dev/ref/spec#Predeclared_identifiers): names that every file sees without importing them.

/** Predeclared types; calling one is a conversion. */
export const builtinTypes: readonly string[] = (
  'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string ' +
  'uint uint8 uint16 uint32 uint64 uintptr'
).split(' ');

/** All predeclared names. */
export const builtins: readonly string[] = [
  ...builtinTypes,
  ...'true false iota nil'.split(' '),
  ...'append cap clear close complex copy delete imag len make max min new panic print println real recover'.split(
    ' ',
  ),
];
