// --- a/Calls.kt
package a

class Box(val size: Int) {
  fun grow(by: Int = 1, twice: Boolean = false): Box = this
  fun grow(name: String): Box = this
  fun each(times: Int = 1, run: (Box) -> Unit): Box { run(this); return this }
}
fun box(size: Int) = Box(size)
//                   ^^^ call exact Box.constructor
fun box(name: String, vararg sizes: Int) = Box(0)
fun use(box: Box) {
  box.grow().grow(2).grow(twice = true).grow("a")
  //  ^^^^ call exact Box.grow
  //         ^^^^ call exact Box.grow
  //                 ^^^^ call exact Box.grow
  //                                    ^^^^ call exact Box.grow
  box.each { it.grow() }
  //            ^^^^ call exact Box.grow
  box.each(3) { other -> other.grow("b") }
  //                           ^^^^ call exact Box.grow
  box("a", 1, 2).grow()
  //^ call exact box
  //             ^^^^ call exact Box.grow
  box.missing()
}
data class Pair2(val left: Box, val right: Box)
fun parts(pair: Pair2): Box = pair.copy(left = box(1)).right.grow()
//                                 ^^^^ call exact Pair2.copy
//                                                           ^^^^ call exact Box.grow
// --- b/Calls.kt
package b

import a.*

fun far() = box(2).grow()
//          ^^^ call exact box
//                 ^^^^ call exact Box.grow
fun mine(box: a.Box) = box.grow()
//                         ^^^^ call exact Box.grow
