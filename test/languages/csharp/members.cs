// --- a/Store.cs
using System;
using System.Collections.Generic;
using Shop.Tools;

namespace Shop.Data {
  public interface IStore { Item Get(string key); int Count { get; } }

  public abstract class Base {
    public virtual void Save() { }
    public virtual void Save(string path) { }
    protected Item Made(int n) { return new Item(n); }
    //                                      ^^^^ call exact Item.Item
  }

  public partial class Store : Base, IStore {
    private readonly List<Item> items = new List<Item>();
    private Dictionary<string, Item> byKey;
    public Store(int size) : this() { Grow(size); }
    //                       ^^^^ call exact Store.Store
    //                                ^^^^ call exact Store.Grow
    public Store() : base() { }
    public int Count { get { return Computed(); } }
    //                              ^^^^^^^^ call exact Store.Computed
    public string Name { get; set; }
    public Item this[int index] { get { return Made(index); } }
    //                                         ^^^^ call exact Base.Made
    public void Add(Item item) {
      items.Add(item);
      //    ^^^ call external System.Collections.Generic:List<>.Add
      item.Touch();
      //   ^^^^^ call exact Item.Touch
      this[0].Touch();
      //      ^^^^^ call exact Item.Touch
    }
    public Item Get(string key) { return byKey.Get(key); }
    //                                         ^^^ call exact Extensions.Get
    public override void Save() {
      base.Save();
      //   ^^^^ call exact Base.Save
      Save(Name);
      //^^ call exact Base.Save
      var text = $"{Computed()} of {Count:N2}";
      //            ^^^^^^^^ call exact Store.Computed
      text.Shout().Trim();
      //   ^^^^^ call exact Extensions.Shout
      var twin = new Twin();
      //             ^^^^ call exact Shop.Data.Twin
      twin.Run();
      //   ^^^ call exact Shop.Data.Twin.Run
      new Tools.Twin().Run();
      //               ^^^ call exact Shop.Tools.Twin.Run
    }
  }

  class Twin { public void Run() { } }
}
// --- a/StorePart.cs
namespace Shop.Data;

public partial class Store {
  private int Computed() { return Count; }
  //                              ^^^^^ call exact Store.Count
  private void Grow(int by) { Computed(); Add(null); }
  //                          ^^^^^^^^ call exact Store.Computed
  //                                      ^^^ call exact Store.Add
}

public class Item {
  public Item(int n) { }
  public void Touch() { }
}
// --- b/Tools.cs
namespace Shop {
  namespace Tools {
    using Shop.Data;
    public static class Extensions {
      public static string Shout(this string text) { return text; }
      public static V Get<K, V>(this System.Collections.Generic.Dictionary<K, V> map, K key) { return map[key]; }
    }
    class Twin { public void Run() { Store s = new Store(1); s.Add(s[1]); s?.Save(); } }
    //                                                         ^^^ call exact Store.Add
    //                                                                       ^^^^ call exact Store.Save
    class Generic<T> where T : Store { T value; void M() { value.Add(null); } }
    //                                                           ^^^ call exact Store.Add
    class Generic { void M() { } static void N(Generic<Store> a, Generic b) { a.M(); b.M(); } }
    //                                                                          ^ call exact Shop.Tools.Generic.M
    //                                                                                 ^ call exact Shop.Tools.Generic.M
  }
}
