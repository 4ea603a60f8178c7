// --- shop/Money.kt
package shop

class Money(val cents: Int) {
  operator fun plus(other: Money): Money = this
  operator fun plus(text: String): Money = this
  operator fun unaryMinus(): Money = this
  operator fun not(): Boolean = false
  operator fun inc(): Money = this
  operator fun compareTo(other: Money): Int = 0
  operator fun rangeTo(other: Money): Prices = Prices()
  operator fun contains(n: Int): Boolean = true
  override fun equals(other: Any?): Boolean = true
  fun show() {}
}
class Prices {
  operator fun contains(one: Money): Boolean = true
  operator fun iterator(): Iterator<Money> = TODO()
}
class Grid {
  operator fun get(x: Int, y: Int): Money = Money(x)
  operator fun get(name: String): Money? = null
  operator fun set(x: Int, y: Int, value: Money) {}
  operator fun plusAssign(one: Money) {}
}
operator fun Money.div(by: Int): Money = this
// --- shop/use.kt
package shop

fun use(a: Money, b: Money, grid: Grid, ready: Boolean, list: List<Money>) {
  (a + b).show()
  // ^ call exact Money.plus
  //      ^^^^ call exact Money.show
  a + "x"
  //^ call exact Money.plus
  val less = -a
  //         ^ call exact Money.unaryMinus
  less.show()
  //   ^^^^ call exact Money.show
  if (!a || !ready) return
  //  ^ call exact Money.not
  //        ^ no call
  if (a < b || a == b) return
  //    ^ call exact Money.compareTo
  //             ^^ call exact Money.equals
  if (a in a..b || 3 !in b) return
  //    ^^ call exact Prices.contains
  //        ^^ call exact Money.rangeTo
  //                 ^^^ call exact Money.contains
  for (one in a..b) one.show()
  //                    ^^^^ call exact Money.show
  grid[1, 2].show()
  //  ^ call exact Grid.get
  //         ^^^^ call exact Money.show
  grid["x"]?.show()
  //         ^^^^ call exact Money.show
  grid[1, 2] = a
  //  ^ call exact Grid.set
  grid += a
  //   ^^ call exact Grid.plusAssign
  var sum = a
  sum += b
  //  ^^ call exact Money.plus
  sum++
  // ^^ call exact Money.inc
  (a / 2).show()
  // ^ call exact div
  //      ^^^^ call exact Money.show
  list[0].show()
  //  ^ no call
  //      ^^^^ call exact Money.show
  1 + a.cents
  //^ no call
}
