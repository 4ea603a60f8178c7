// --- Polyfill.cs
namespace System.Runtime.CompilerServices {
  class ExtensionAttribute : Attribute { }
}
namespace System {
  class Marker { public void Mark() { } }
}
// --- Reader.cs
using System;
using System.IO;

namespace A {
  class Failure : Exception { }

  class Reader {
    public Reader(Stream from, bool whole) { }
    public Reader(BinaryReader from, bool whole) { }
    public Reader(Stream from) : this(from, false) { }
    //                           ^^^^ call exact Reader.Reader
    public Reader(BinaryReader from) : this(from, true) { }
    //                                 ^^^^ call exact Reader.Reader
    void Report(Exception why) { }
    void Report(Version which) { }
    void Run(Failure failure, Exception other, Version version) {
      Report(failure);
    //^^^^^^ call exact Reader.Report
      Report(other);
    //^^^^^^ call exact Reader.Report
      Report(version);
    //^^^^^^ call exact Reader.Report
      new Marker().Mark();
      //           ^^^^ call exact System.Marker.Mark
      Console.WriteLine("a");
      //      ^^^^^^^^^ call external System:Console.WriteLine
    }
  }

  class Writer : Reader {
    Writer(Stream to) : base(to, false) { }
    //                  ^^^^ call exact Reader.Reader
  }
}
