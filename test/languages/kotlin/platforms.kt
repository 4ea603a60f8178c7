// --- core/src/commonMain/kotlin/p/Shapes.kt
package p

expect open class Shape(size: Int) {
  fun draw(times: Int, names: List<String>? = null): String
  fun draw(name: String): String
  val area: Int
}
expect class Lock
expect class Failure : Exception
expect fun Shape.scaled(by: Int = 1): Shape
expect fun now(): Long
expect val String.width: Int
fun useAll(shape: Shape) {
  shape.draw(1)
  //    ^^^^ call exact Shape.draw in core/src/commonMain/kotlin/p/Shapes.kt
  shape.scaled(2).draw("a")
  //    ^^^^^^ call exact scaled in core/src/commonMain/kotlin/p/Shapes.kt
  //              ^^^^ call exact Shape.draw in core/src/commonMain/kotlin/p/Shapes.kt
  now() + "x".width

  Lock()
}
fun made(): Shape = Shape(1)
//                  ^^^^^ call exact Shape.constructor in core/src/commonMain/kotlin/p/Shapes.kt
fun later(): Long = now()
//                  ^^^ call exact now in core/src/commonMain/kotlin/p/Shapes.kt
fun wide(text: String) = text.width
//                            ^^^^^ call exact width in core/src/commonMain/kotlin/p/Shapes.kt
// --- core/src/commonTest/kotlin/p/ShapesTest.kt
package p

fun check(shape: Shape) = shape.scaled()
//                              ^^^^^^ call exact scaled in core/src/commonMain/kotlin/p/Shapes.kt
// --- core/src/jvmMain/kotlin/p/JvmShapes.kt
package p

actual open class Shape actual constructor(size: Int) {
  //              ^^^^^ implements exact Shape in core/src/commonMain/kotlin/p/Shapes.kt
  actual fun draw(times: Int, names: List<String>?): String = draw("a")
  //         ^^^^ overrides exact Shape.draw in core/src/commonMain/kotlin/p/Shapes.kt
  //                                                          ^^^^ call exact Shape.draw in core/src/jvmMain/kotlin/p/JvmShapes.kt
  actual fun draw(name: String): String = name
  actual val area: Int get() = 2
  //         ^^^^ overrides exact Shape.area in core/src/commonMain/kotlin/p/Shapes.kt
  fun own() {}
}
actual class Lock { fun lock() {} }
actual typealias Failure = java.lang.RuntimeException
//               ^^^^^^^ implements exact Failure in core/src/commonMain/kotlin/p/Shapes.kt
actual fun Shape.scaled(by: Int): Shape = this
actual fun now(): Long = 1L
actual val String.width: Int get() = 3
fun useAllHere(shape: Shape) {
  shape.draw(1)
  //    ^^^^ call exact Shape.draw in core/src/jvmMain/kotlin/p/JvmShapes.kt
  made().own()
  shape.scaled().own()
  //    ^^^^^^ call exact scaled in core/src/jvmMain/kotlin/p/JvmShapes.kt
  //             ^^^ call exact Shape.own in core/src/jvmMain/kotlin/p/JvmShapes.kt
  made().area
  //     ^^^^ ref exact Shape.area in core/src/jvmMain/kotlin/p/JvmShapes.kt
  Lock().lock()

}
fun locked() = Lock()
//             ^^^^ call exact Lock in core/src/jvmMain/kotlin/p/JvmShapes.kt
// --- core/src/jsMain/kotlin/p/JsShapes.kt
package p

actual open class Shape actual constructor(size: Int) {
  actual fun draw(times: Int, names: List<String>?): String = ""
  actual fun draw(name: String): String = name
  actual val area: Int = 3
}
actual class Lock
actual class Failure : Exception()
actual fun Shape.scaled(by: Int): Shape = this
actual fun now(): Long = 2L
actual val String.width: Int get() = 4
// --- core/src/jsTest/kotlin/q/JsTest.kt
package q

import p.Shape
import p.now
import p.scaled

fun check(shape: Shape) = shape.scaled().area
//                              ^^^^^^ call exact scaled in core/src/jsMain/kotlin/p/JsShapes.kt
fun time() = now()
//           ^^^ call exact now in core/src/jsMain/kotlin/p/JsShapes.kt
// --- app/src/main/kotlin/r/App.kt
package r

import p.*

fun run(shape: Shape) {
  shape.draw("b")
  //    ^^^^ call exact Shape.draw in core/src/jvmMain/kotlin/p/JvmShapes.kt
  now()
}
