// What every Rust file sees without an import: primitive types, and the prelude of the 2021 edition with its macros
// (https://doc.rust-lang.org/std/prelude/).

const PRIMITIVES = 'bool char f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize str';

/** Primitive types, by how they are written; those of which the outline says more have the names that it gives them. */
export const primitives: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PRIMITIVES.split(' ').map((name) => [name, name])),
  str: 'Str',
  char: 'Char',
};

const PRELUDE = `
Option Some Result Ok Err Box String Vec ToString ToOwned Copy Clone Send Sized Sync Unpin Drop Fn FnMut FnOnce AsRef
AsMut Into From TryFrom TryInto Default Iterator IntoIterator Extend FromIterator DoubleEndedIterator ExactSizeIterator
PartialEq Eq PartialOrd Ord Debug Hash drop
`;

const MACROS = `
assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert debug_assert_eq debug_assert_ne env eprint
eprintln file format format_args include include_bytes include_str line matches module_path option_env panic print println
stringify thread_local todo unimplemented unreachable vec write writeln
`;

/** All of them; a macro has its sign behind its name. */
export const builtins: readonly string[] = [
  ...Object.keys(primitives),
  ...PRELUDE.trim().split(/\s+/),
  ...MACROS.trim()
    .split(/\s+/)
    .map((name) => `${name}!`),
];
