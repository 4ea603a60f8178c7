// --- src/main/kotlin/shop/Item.kt
package shop

open class Item(val name: String, private val count: Int = 1) {
  constructor(other: Item) : this(other.name)
  //                         ^^^^ call exact Item.constructor
  open fun describe(): String = "item $name"
  //                                   ^^^^ ref exact Item.name
  fun next(): Item = Item(name, count + 1)
  //                 ^^^^ call exact Item.constructor
  inner class Part { fun label() = this@Item.describe() + describe() }
  //                                         ^^^^^^^^ call exact Item.describe
  //                                                      ^^^^^^^^ call exact Item.describe
  companion object {
    fun of(name: String) = Item(name)
    const val LIMIT = 3
  }
  fun copies() = of(name).next()
  //             ^^ call exact Item.Companion.of
  //                      ^^^^ call exact Item.next
}
// --- src/main/kotlin/shop/Special.kt
package shop

import shop.util.show
import shop.util.twice as double
import shop.util.Tools

class Special(item: Item) : Item(item.name) {
  //                        ^^^^ call exact Item.constructor
  private val origin = item
  val label: String
    get() = describe() + 1
    //      ^^^^^^^^ call exact Special.describe
  override fun describe(): String = super.describe() + "!"
  //                                      ^^^^^^^^ call exact Item.describe
  fun run(any: Item): Item {
    any.next().next().describe()
    //  ^^^^ call exact Item.next
    //         ^^^^ call exact Item.next
    //                ^^^^^^^^ call exact Item.describe
    origin.describe()
    //     ^^^^^^^^ call exact Item.describe
    show(any)
    //^^ call exact show
    val two = double(2)
    //        ^^^^^^ call exact twice
    Tools.hit()
    //    ^^^ call exact Tools.hit
    val length = label.length
    //           ^^^^^ call exact Special.label
    Item.of("a").copies()
    //   ^^ call exact Item.Companion.of
    //           ^^^^^^ call exact Item.copies
    if (any is Special && any.only()) return any
    //                        ^^^^ call exact Special.only
    when (any) {
      is Special -> any.only()
      //                ^^^^ call exact Special.only
      else -> any.next()
      //          ^^^^ call exact Item.next
    }
    val text = "${any.next()} and $label"
    //                ^^^^ call exact Item.next
    //                             ^^^^^ call exact Special.label
    val chosen = if (any.only2()) any else Special(any)
    //                                     ^^^^^^^ call exact Special.constructor
    chosen.describe()
    //     ^^^^^^^^ call exact Item.describe
    val made = object : Item("b") { override fun describe() = own()
      //                                                      ^^^ call exact <anonymous Item>.own
      fun own() = "c" }
    return try { made.next() } catch (e: Exception) { any }
    //                ^^^^ call exact Item.next
  }
  fun only() = true
}
// --- src/main/kotlin/shop/util/Tools.kt
package shop.util

import shop.Item

fun show(item: Item) = item.describe()
//                          ^^^^^^^^ call exact Item.describe
fun twice(of: Int) = of * 2
object Tools { fun hit() = twice(1) }
//                         ^^^^^ call exact twice
// --- src/main/kotlin/shop/Money.kt
package shop

class Money(val cents: Int) : Comparable<Money> {
  override fun compareTo(other: Money): Int = other.next().cents
  //                                                ^^^^ call exact Money.next
  fun next(): Money = Money(cents + 1)
  //                  ^^^^^ call exact Money.constructor
}
