// How values of Java's own types are taken for others: widening of primitive types (JLS 5.1.2), boxing (5.1.7), and the
// supertypes within java.lang, as reflection on OpenJDK 17 tells them.

import type { Conversions } from '../rules/typeRules.ts';

const WIDENING = `
byte: short int long float double
short: int long float double
char: int long float double
int: long float double
long: float double
float: double
`;

const BOXES =
  'boolean Boolean byte Byte short Short int Integer long Long char Character float Float double Double';

const SUPERTYPES = `
AbstractMethodError: IncompatibleClassChangeError LinkageError Error Throwable
ArithmeticException: RuntimeException Exception Throwable
ArrayIndexOutOfBoundsException: IndexOutOfBoundsException RuntimeException Exception Throwable
ArrayStoreException: RuntimeException Exception Throwable
AssertionError: Error Throwable
Boolean: Comparable
BootstrapMethodError: LinkageError Error Throwable
Byte: Number Comparable
Character: Comparable
ClassCastException: RuntimeException Exception Throwable
ClassCircularityError: LinkageError Error Throwable
ClassFormatError: LinkageError Error Throwable
ClassNotFoundException: ReflectiveOperationException Exception Throwable
CloneNotSupportedException: Exception Throwable
Double: Number Comparable
Enum: Comparable
EnumConstantNotPresentException: RuntimeException Exception Throwable
Error: Throwable
Exception: Throwable
ExceptionInInitializerError: LinkageError Error Throwable
Float: Number Comparable
IllegalAccessError: IncompatibleClassChangeError LinkageError Error Throwable
IllegalAccessException: ReflectiveOperationException Exception Throwable
IllegalArgumentException: RuntimeException Exception Throwable
IllegalCallerException: RuntimeException Exception Throwable
IllegalMonitorStateException: RuntimeException Exception Throwable
IllegalStateException: RuntimeException Exception Throwable
IllegalThreadStateException: IllegalArgumentException RuntimeException Exception Throwable
IncompatibleClassChangeError: LinkageError Error Throwable
IndexOutOfBoundsException: RuntimeException Exception Throwable
InheritableThreadLocal: ThreadLocal
InstantiationError: IncompatibleClassChangeError LinkageError Error Throwable
InstantiationException: ReflectiveOperationException Exception Throwable
Integer: Number Comparable
InternalError: VirtualMachineError Error Throwable
InterruptedException: Exception Throwable
LayerInstantiationException: RuntimeException Exception Throwable
LinkageError: Error Throwable
Long: Number Comparable
NegativeArraySizeException: RuntimeException Exception Throwable
NoClassDefFoundError: LinkageError Error Throwable
NoSuchFieldError: IncompatibleClassChangeError LinkageError Error Throwable
NoSuchFieldException: ReflectiveOperationException Exception Throwable
NoSuchMethodError: IncompatibleClassChangeError LinkageError Error Throwable
NoSuchMethodException: ReflectiveOperationException Exception Throwable
NullPointerException: RuntimeException Exception Throwable
NumberFormatException: IllegalArgumentException RuntimeException Exception Throwable
OutOfMemoryError: VirtualMachineError Error Throwable
ProcessHandle: Comparable
ReflectiveOperationException: Exception Throwable
RuntimeException: Exception Throwable
SecurityException: RuntimeException Exception Throwable
Short: Number Comparable
StackOverflowError: VirtualMachineError Error Throwable
String: Comparable CharSequence
StringBuffer: Appendable CharSequence Comparable
StringBuilder: Appendable CharSequence Comparable
StringIndexOutOfBoundsException: IndexOutOfBoundsException RuntimeException Exception Throwable
Thread: Runnable
ThreadDeath: Error Throwable
TypeNotPresentException: RuntimeException Exception Throwable
UnknownError: VirtualMachineError Error Throwable
UnsatisfiedLinkError: LinkageError Error Throwable
UnsupportedClassVersionError: ClassFormatError LinkageError Error Throwable
UnsupportedOperationException: RuntimeException Exception Throwable
VerifyError: LinkageError Error Throwable
VirtualMachineError: Error Throwable
`;

function readTable(text: string): [string, readonly string[]][] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [type, others] = line.split(': ') as [string, string];
      return [type, others.split(' ')];
    });
}

const boxes = BOXES.split(' ');

export const conversions: Conversions = {
  widens: new Map([...readTable(WIDENING), ...readTable(SUPERTYPES)]),
  boxes: new Map(boxes.flatMap((name, at) => (at % 2 === 0 ? [[name, boxes[at + 1]!] as const] : []))),
  finals: new Set(['String', 'StringBuilder', 'StringBuffer', 'Class', 'Math', 'System', 'Void']),
};
