// --- Conditions.cs
#define FAST
using System.IO;

namespace A {
  static class More {
    public static void Write(this BinaryWriter to, string text, int times) { }
  }

  class Reader {
    void Read(BinaryWriter to) {
#if SLOW || !FAST
      Old();
    //^^^ no call
#elif FAST && true
      New();
    //^^^ call exact Reader.New
#else
      Old();
    //^^^ no call
#endif
#if SLOW
      try {
#endif
      to.Write("a", 1);
      // ^^^^^ call exact More.Write
      to.Write("a");
      // ^^^^^ call external System.IO:BinaryWriter.Write
#if SLOW
      } finally { Old(); }
      //          ^^^ no call
#endif
#if LONE
      New();
    //^^^ call exact Reader.New
#endif
      Take(this);
    //^^^^ call exact Reader.Take
    }
    void Old() { }
    void New() { }
    void Take(Reader of) { }
    void Take(Other of) { }
  }

  class Other : Missing { }
}
