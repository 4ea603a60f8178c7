// --- a/J.java
package a;

import java.util.Collection;
import java.util.List;

public class J {
  private final K kay = null;
  public K getKay() { return kay; }
  public Collection<K> getAll() { return null; }
  public List<K> list() { return null; }
}
// --- a/Collections.kt
package a

interface K {
  val name: String
  fun run(): K
}
data class Pair2(val first: K, val second: String)
class Parts { operator fun component1(): K = TODO() }

enum class Site(val place: String? = null) {
  FIELD(),
  PLAIN,
  FILE("file") {
    override fun go() { named("b") }
    //                  ^^^^^ call exact named
  };
  val shown = named(place)
  //          ^^^^^ call exact named
  open fun go() { named("a") }
  //              ^^^^^ call exact named
  companion object { fun by(x: String): Site = FIELD }
}
fun named(s: String?): String = ""

fun java(j: J) {
  j.kay.run()
  //    ^^^ call exact K.run
  j.all.map { it.run() }
  //             ^^^ call exact K.run
  j.list().first { it.name == "a" }.run()
  //                                ^^^ call exact K.run
  Site.by("a").go()
  //   ^^ call exact Site.Companion.by
  //           ^^ call exact Site.go
}

fun made(pair: Pair2, parts: Parts, k: K) {
  val list = ArrayList<K>()
  list.first().run()
  //           ^^^ call exact K.run
  val map = HashMap<String, K>()
  for ((key, value) in map) value.run()
  //                              ^^^ call exact K.run
  for (entry in map) entry.value.run()
  //                             ^^^ call exact K.run
  map.map { (key, value) -> value.run() }
  //                              ^^^ call exact K.run
  val (first, second) = pair
  first.run()
  //    ^^^ call exact K.run
  val (part) = parts
  part.run()
  //   ^^^ call exact K.run
  val (left, right) = Pair("a", k)
  right.run()
  //    ^^^ call exact K.run
}
// --- b/Outside.kt
package b.part

import b.elsewhere.*
import b.Missing

class Here {
  fun holds(x: Int): Boolean = true
  fun run(element: Element, missing: Missing): Boolean {
    if (!holds(1)) return false
    //   ^^^^^ call exact Here.holds
    element.extended(2)
    //      ^^^^^^^^ call exact extended
    element.either(3)
    //      ^^^^^^ no call
    missing.gone()
    //      ^^^^ call external b:Missing.gone
    return !holds(4)
    //      ^^^^^ call exact Here.holds
  }
}
fun Element.extended(x: Int) { }
fun Element?.either(x: Int) { }
fun Other?.either(x: Int) { }
// --- b/Inside.kt
package b

class There
