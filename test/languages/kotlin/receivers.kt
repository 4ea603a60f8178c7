// --- shop/Java.java
package shop;

public class Java { public Kind getKind() { return null; } }
// --- shop/Kind.java
package shop;

public class Kind { public void hit() {} }
// --- shop/use.kt
package shop

open class Ctx {
  open val policy: Kind get() = Kind()
}
class Made : Comparable<Made> {
  override fun compareTo(other: Made) = 0
  fun show() {}
}
object Checker {
  fun Ctx.check() {
    policy.hit()
    //     ^^^ call exact Kind.hit
  }
}
fun use(one: Java?, made: Made?) {
  one?.let { it.kind.hit() }
  //                 ^^^ call exact Kind.hit
  one?.apply { kind.hit() }
  //                ^^^ call exact Kind.hit
  made?.also { it.show() }
  //              ^^^^ call exact Made.show
}
// --- shop/context.kt
package shop

import kotlin.coroutines.CoroutineContext

class Job : CoroutineContext.Element {
  companion object Key : CoroutineContext.Key<Job>
  override val key get() = Key
  fun cancel() {}
}
fun CoroutineContext.cancel() {
  this[Job]?.cancel()
  //         ^^^^^^ no call
}
