// --- a/b/Over.java
package a.b;

import static a.b.Helper.*;
import java.io.*;
import java.util.*;
import a.b.c.Outer.Inner;

abstract class Base<T> {
  protected T value;
  abstract T make(T from);
  T get() { return make(value); }
  //               ^^^^ call exact Base.make
  //                    ^^^^^ ref exact Base.value
  void many(String format, Object... rest) {}
  void many(String format) {}
}

class Over extends Base<Inner> {
  Inner make(Inner from) { many("a"); return get().self(); }
  //                       ^^^^ call exact Base.many
  //                                               ^^^^ call exact Inner.self
  void number(int n) {}
  void number(long n) {}
  void number(Integer n) {}
  void number(Object n) {}
  void run(byte b, Base<?> base, int[] list, Object any) {
    number(b);
    this.number(list);
    int value = get().size;
    helper(value);
    //^^^^ call exact Helper.helper
    base.get();
    //   ^^^ call exact Base.get
    if (any instanceof Inner in && in.size > 0) in.self();
    //                                ^^^^ ref exact Inner.size
    //                                             ^^^^ call exact Inner.self
    for (var one : new Inner[] { in() }) one.self();
    //                                       ^^^^ call exact Inner.self
    super.<Inner>get();
    //           ^^^ call exact Base.get
    missing();
    //^^^^^ no call
  }
  Inner in() { return null; }
  Over of(Reader from) { return this; }
  Inner of(InputStream from) { return null; }
  int read(InputStream from) { return of(from).size + new StringReader("").read(); }
  //                                           ^^^^ ref exact Inner.size
  //                                                      ^^^^^^^^^^^^ call external java.io:StringReader
  //                                                                       ^^^^ call external java.io:StringReader.read
  interface One { void with(Inner of); boolean equals(Object other); }
  interface Two { void with(Inner of); void without(Inner of); }
  Over take(Two two) { return this; }
  Inner take(One one) { take(of -> of.self()).size++; return null; }
  //                    ^^^^ call exact Over.take
  //                                  ^^^^ call exact Inner.self
  //                                          ^^^^ ref exact Inner.size
}
// --- a/b/Helper.java
package a.b;

import a.b.Helper;

final class Helper {
  static void helper(int of) {}
  static class Nested { Nested(int a) {} Nested() { this(1); } }
  //                                                ^^^^ call exact Nested.Nested
  Object nested() { return new Helper.Nested(3) { int k() { return hashCode(); } }; }
  //                                  ^^^^^^ call exact Nested.Nested
  //                                                               ^^^^^^^^ call external java.lang:Object.hashCode
}
// --- a/b/c/Outer.java
package a.b.c;

public class Outer {
  int total;
  public static class Inner { public int size; public Inner self() { return this; } }
  class Deep { int sum() { return Outer.this.total + total; } }
  //                                         ^^^^^ ref exact Outer.total
  //                                                 ^^^^^ ref exact Outer.total
}

// --- Literals.java
class OfInt { void i() {} }
class OfLong { void l() {} }
class OfFloat { void f() {} }
class OfDouble { void d() {} }
class Literals {
  OfInt take(int value) { return null; }
  OfLong take(long value) { return null; }
  OfFloat take(float value) { return null; }
  OfDouble take(double value) { return null; }
  void run() {
    take(0x1f).i();
    //         ^ call exact OfInt.i
    take(1L).l();
    //       ^ call exact OfLong.l
    take(0X02014B50L).l();
    //                ^ call exact OfLong.l
    take(0b1l).l();
    //         ^ call exact OfLong.l
    take(1.5f).f();
    //         ^ call exact OfFloat.f
    take(1.5).d();
    //        ^ call exact OfDouble.d
    take(1e3F).f();
    //         ^ call exact OfFloat.f
  }
}
