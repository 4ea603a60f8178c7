// --- Choices.cs
using System;
using System.Collections.Generic;

namespace A {
  public enum Mode { Off, On }

  public sealed class Text {
    public static implicit operator Text(string of) { return new Text(); }
    public static implicit operator int(Text of) { return 0; }
    public static explicit operator bool(Text of) { return true; }
  }

  public interface IHolder<T> { T Held { get; } }
  class Holder<T> : IHolder<T> { public T Held { get; set; } }
  class Nodes : Holder<Node> { }

  class Node {
    // A class says how a text becomes one of it, and the reverse.
    void Name(Text name, Node of) { }
    void Name(bool isOn, Node of) { }
    void Count(int of, Text by) { }
    void Count(Node of, Text by) { }

    // Type arguments tell functions apart.
    void All(IList<Node> nodes) { }
    void All(IList<string> names) { }
    void Hold(IHolder<Node> of) { }
    void Hold(IHolder<string> of) { }
    T Read<T>(string from) { return default(T); }
    object Read(string from) { return null; }

    // Of a signed and an unsigned number the signed one is meant.
    void Write(long value) { }
    void Write(ulong value) { }

    // Zero is a constant of every enumeration.
    void Set(Text by, Mode mode) { }
    void Set(Text by, Node node) { }

    // One that takes any number counts last.
    void Put(string format, object one) { }
    void Put(string format, params object[] all) { }

    void Run(List<Node> nodes, Holder<string> holder, Nodes own, uint count, Text text) {
      Name("a", this);
    //^^^^ call exact Node.Name
      Count(text, "b");
    //^^^^^ call exact Node.Count
      All(nodes);
    //^^^ call exact Node.All
      Hold(holder);
    //^^^^ call exact Node.Hold
      Hold(own);
    //^^^^ call exact Node.Hold
      Read<Node>("a").Run(null, null, null, 1, null);
      //              ^^^ call exact Node.Run
      Read("a");
    //^^^^ call exact Node.Read
      Write(count);
    //^^^^^ call exact Node.Write
      Set(text, 0);
    //^^^ call exact Node.Set
      Put("a", Missing.Thing);
    //^^^ call exact Node.Put
    }
  }
}
