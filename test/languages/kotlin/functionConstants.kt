// --- a/Ops.kt
package a

class Box { fun next(): Box = this }
val double: (Box) -> Box = { it.next() }
//                              ^^^^ call exact Box.next
val make = { Box() }
const val LIMIT = 3
object Settings { var count = 0 }
// --- b/Use.kt
package b

import a.*
import a.LIMIT as MOST
import a.Settings.count

class Held(val grow: (Box) -> Box)
fun run(box: Box, boxes: List<Box>, held: Held, given: (Box) -> Box): Int {
  double.invoke(box).next()
  //                 ^^^^ call exact Box.next
  make.invoke().next()
  //            ^^^^ call exact Box.next
  held.grow.invoke(box).next()
  //                    ^^^^ call exact Box.next
  given.invoke(box).next()
  //                ^^^^ call exact Box.next
  boxes.map(double)
  //        ^^^^^^ ref exact a.double
  count += 1
  return MOST + count
  //     ^^^^ ref exact a.LIMIT
  //            ^^^^^ ref exact Settings.count
}
