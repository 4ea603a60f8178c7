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

/** Types that values are converted to in packages that are newer than the outline, as `package:name`, and of `unsafe`, which has none. */
export const laterTypes: ReadonlySet<string> = new Set([
  'iter:Seq',
  'iter:Seq2',
  'log/slog:Level',
  'unsafe:Pointer',
]);

/** Functions that call what they are given, which are newer than the outline: the positions of what they call. */
export const laterCallbacks: Readonly<Record<string, readonly number[]>> = {
  'context.AfterFunc': [1],
  'slices.SortFunc': [1],
};
