// --- src/main/java/shop/Item.java
package shop;

public class Item {
  private String name;
  protected int count;
  public Item(String name) { this.name = name; }
  public Item(String name, int count) { this(name); this.count = count; }
  //                                    ^^^^ call exact Item.Item
  public String name() { return name; }
  public Item next() { return new Item(name(), count); }
  //                              ^^^^ call exact Item.Item
  //                                   ^^^^ call exact Item.name
  static Item of(String name) { return new Item(name); }
  public String toString() { return describe(); }
  //                                ^^^^^^^^ call exact Item.describe
  protected String describe() { return "item"; }
  class Part { String label() { return describe() + name; } }
  //                                   ^^^^^^^^ call exact Item.describe
}
// --- src/main/java/shop/Special.java
package shop;

import shop.util.Tools;
import static shop.util.Tools.twice;

class Special extends Item {
  Special() { super("x"); }
  //          ^^^^^ call exact Item.Item
  @Override protected String describe() { return super.describe() + count; }
  //                                                   ^^^^^^^^ call exact Item.describe
  //                                                                ^^^^^ ref exact Item.count
  int run(Item item) {
    item.next().next().name();
    //   ^^^^ call exact Item.next
    //          ^^^^ call exact Item.next
    //                 ^^^^ call exact Item.name
    Tools.show(item);
    //    ^^^^ call exact Tools.show
    Tools.show(1);
    Tools.show("a");
    var other = Item.of("b");
    other.describe();
    //    ^^^^^^^^ call exact Item.describe
    new Runnable() { public void run() { describe(); } };
    //                                   ^^^^^^^^ call exact Special.describe
    return twice(2) + hashCode();
    //     ^^^^^ call exact Tools.twice
    //                ^^^^^^^^ call external java.lang:Object.hashCode
  }
}
// --- src/main/java/shop/util/Tools.java
package shop.util;

import shop.*;
import java.util.List;
import java.util.function.Function;

public final class Tools {
  public static void show(Object any) {}
  public static void show(Item item) { show((Object) item); }
  public static void show(int number) { item(it -> it.name()); }
  //                                    ^^^^ call exact Tools.item
  //                                                  ^^^^ call exact Item.name
  static int twice(int n) { return n * 2; }
  interface Use { void with(Item it); }
  static void item(Use use) { use.with(null); }
  //                              ^^^^ call exact Use.with
  enum Color {
    RED(1), BLUE { int value() { return 2; } };
    Color() {}
    Color(int i) {}
    int value() { return 0; }
  }
  record Point(int x, Item item) { int twice() { return x() + item.name().length(); } }
  //                                                    ^ call exact Point.x
  //                                                               ^^^^ call exact Item.name
  int color(Color c, Point p, List<Item> items) {
    for (Item one : items) one.next();
    //                         ^^^^ call exact Item.next
    shop.Item.of("q");
    //        ^^ call exact Item.of
    p.item().next();
    //^^^^ call exact Point.item
    //       ^^^^ call exact Item.next
    return c.value() + Color.RED.value() + Color.values().length;
    //       ^^^^^ call exact Color.value
  }
}
