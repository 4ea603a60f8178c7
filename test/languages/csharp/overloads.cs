// --- Over.cs
using System;
using System.Collections.Generic;
using System.Linq;

namespace A {
  public enum Kind { One, Two }
  public class Color { public static Color Red = new Color(); public void Mix(int by = 1, string name = "") { } }
  //                                                 ^^^^^ call exact Color

  public class Animal {
    public virtual void Eat(object food) { }
    public virtual void Eat(string food) { }
    public void Feed(params int[] grams) { }
    public void Feed(int grams) { }
  }

  public class Dog : Animal {
    public Color Color { get; set; }
    public override void Eat(object food) { base.Eat(food); }
    //                                           ^^^ call exact Animal.Eat
    public void Eat(int food) { }
    public void Run(Dictionary<string, Dog> dogs, IEnumerable<Dog> list, byte[] bytes, uint count) {
      Eat("a");
    //^^^ call exact Animal.Eat
      Feed(1, 2);
    //^^^^ call exact Animal.Feed
      this.Color.Mix(name: "b");
      //         ^^^ call exact Color.Mix
      Color.Red.Mix(2);
      //        ^^^ call exact Color.Mix
      Color = new Color();
      //          ^^^^^ call exact Color
      foreach (var pair in dogs) pair.Value.Bark();
      //                                    ^^^^ call exact Dog.Bark
      foreach (Dog dog in list) dog.Bark();
      //                            ^^^^ call exact Dog.Bark
      list.Where(d => d.Bark()).Select(d => d.Friend).First().Bark();
      //                ^^^^ call exact Dog.Bark
      //                                                      ^^^^ call exact Dog.Bark
      var names = from d in list where d.Bark() select d.Friend.Bark();
      //                                 ^^^^ call exact Dog.Bark
      //                                                        ^^^^ call exact Dog.Bark
      Set(1 < 2);
    //^^^ call exact Dog.Set
      Set(count);
      Take(bytes.Length, Kind.One, "x".Length > 0 ? null : "y");
    //^^^^ call exact Dog.Take
      Func<Dog, Dog> find = one => one.Friend;
      find(this).Bark();
      //         ^^^^ call exact Dog.Bark
      Run(x => x.Bark());
    //^^^ call exact Dog.Run
      //         ^^^^ call exact Dog.Bark
      Local(this);
    //^^^^^ call exact Local
      void Local(Dog it) { it?.Friend?.Bark(); }
      //                               ^^^^ call exact Dog.Bark
      if ((object)list is Dog other && other.Bark()) { }
      //                                     ^^^^ call exact Dog.Bark
      if (dogs.TryGetValue("a", out var found)) found.Bark();
      (list as Dog).Bark();
      //            ^^^^ call exact Dog.Bark
    }
    public Dog Friend => this;
    public bool Bark() => true;
    void Run(Predicate<Dog> by) { }
    void Set(bool on) { }
    void Set(uint n) { }
    void Take(int n, Kind kind, string s) { }
    void Take(int n, string kind, string s) { }
  }
}
