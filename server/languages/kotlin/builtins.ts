// What every Kotlin file sees without an import, by the specification of the language: its built-in types, and those that the
// packages which it imports by itself declare.

/** Types of values that the JVM has primitive types for. */
export const primitives: readonly string[] = 'Boolean Byte Short Int Long Char Float Double'.split(' ');

const KOTLIN = `
Any Annotation Array ArithmeticException AssertionError AutoCloseable BooleanArray ByteArray CharArray CharSequence
ClassCastException Cloneable Comparable Comparator ConcurrentModificationException DeepRecursiveFunction Deprecated
DoubleArray Enum Error Exception FloatArray Function IllegalArgumentException IllegalStateException
IndexOutOfBoundsException IntArray KotlinVersion Lazy LongArray Metadata NoSuchElementException NotImplementedError
Nothing NullPointerException Number NumberFormatException OptIn Pair PublishedApi ReplaceWith RequiresOptIn Result
RuntimeException ShortArray SinceKotlin String Suppress Throwable Triple UByte UByteArray UInt UIntArray ULong ULongArray
UShort UShortArray UninitializedPropertyAccessException Unit UnsafeVariance UnsupportedOperationException
`;

/** All of them that are of the package of the language. */
export const builtins: readonly string[] = [...primitives, ...KOTLIN.trim().split(/\s+/)];
