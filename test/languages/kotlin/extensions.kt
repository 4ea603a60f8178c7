// --- a/Types.kt
package a

open class Node(val name: String) {
  val kids: List<Node> = listOf()
  fun run(): Node = this
  fun mark() {}
}
class Leaf : Node("leaf")
fun Node.twice(): Node = run().run()
//                       ^^^ call exact Node.run
//                             ^^^ call exact Node.run
fun Leaf.twice(): Leaf = this
val Node.first: Node get() = kids.first()
fun String.shout() = this
fun build(block: Node.(Int) -> Unit): Node = Node("a")
// --- b/Use.kt
package b

import a.Leaf
import a.Node
import a.build
import a.first
import a.shout
import a.twice

fun use(node: Node, leaf: Leaf, maybe: Node?) {
  node.twice().mark()
  //   ^^^^^ call exact twice
  //           ^^^^ call exact Node.mark
  leaf.twice()
  //   ^^^^^ call exact twice
  node.first.mark()
  //   ^^^^^ call exact first
  //         ^^^^ call exact Node.mark
  "a".shout()
  //  ^^^^^ call exact shout
  build { mark() }
  //      ^^^^ call exact Node.mark
  node.kids.map { it.run() }.forEach { other -> other.mark() }
  //                 ^^^ call exact Node.run
  //                                                  ^^^^ call exact Node.mark
  maybe?.let { it.mark() }
  //              ^^^^ call exact Node.mark
  maybe?.apply { run() }
  //             ^^^ call exact Node.run
  with(node) { mark() }
  //           ^^^^ call exact Node.mark
  val lazily by lazy { Node("b") }
  lazily.mark()
  //     ^^^^ call exact Node.mark
}
// --- b/Bean.java
package b;

public class Bean {
  public String getTitle() { return ""; }
  public boolean isDone() { return true; }
  public Bean getNext() { return this; }
}
// --- b/Reads.kt
package b

fun reads(bean: Bean) {
  val title = bean.title
  //               ^^^^^ call exact Bean.getTitle
  if (bean.isDone) bean.next.next
  //       ^^^^^^ call exact Bean.isDone
  //                    ^^^^ call exact Bean.getNext
  //                         ^^^^ call exact Bean.getNext
}
