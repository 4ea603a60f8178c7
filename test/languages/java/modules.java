// --- core/src/module-info.java
import a.api.Service;

/** The core. */
@Deprecated
open module shop.core {
  requires java.base;
  requires transitive shop.tools;
  exports a.api;
  exports a.internal to shop.tools, b.c;
  opens a.internal;
  uses Service;
  //   ^^^^^^^ type exact a.api.Service
  uses a.api.Other;
  //         ^^^^^ ref exact a.api.Other
  provides a.api.Service with a.internal.Impl, a.internal.Outer.Inner;
  //             ^^^^^^^ ref exact a.api.Service
  //                                     ^^^^ ref exact a.internal.Impl
  //                                                            ^^^^^ ref exact a.internal.Outer.Inner
}
// --- core/src/a/api/Service.java
package a.api;
public interface Service { void run(); }
// --- core/src/a/api/Other.java
package a.api;
public interface Other { }
// --- core/src/a/internal/Impl.java
package a.internal;
public class Impl implements a.api.Service { public void run() {} }
// --- core/src/a/internal/Outer.java
package a.internal;
public class Outer { public static class Inner implements a.api.Service { public void run() {} } }
// --- tools/src/module-info.java
module shop.tools {
  requires static java.sql;
}
