package words

class Stream {
  fun open(path: String): Stream = this
  fun external(): Stream = this
  fun read(): Stream {
    open("a")
    // ^ call exact Stream.open
    return open("b")
    //     ^^^^ call exact Stream.open
  }
}
fun open(): Stream = Stream()
fun final(): Stream = open()
//                    ^^^^ call exact words.open
fun vararg(stream: Stream): Stream = stream
fun internal(run: () -> Stream): Stream = run()
fun suspend(run: suspend (Stream) -> Unit, of: Stream): Stream = open()
//                                                               ^^^^ call exact words.open
fun use(sealed: Stream, dynamic: Stream) {
  open()
  // ^ no call
  open().read()
  // ^ call exact words.open
  //     ^^^^ call exact Stream.read
  sealed.read()
  //     ^^^^ call exact Stream.read
  dynamic.external().read()
  //      ^^^^^^^^ call exact Stream.external
  //                 ^^^^ call exact Stream.read
  val override = vararg(sealed).open("c")
  //             ^^^^^^ call exact words.vararg
  //                            ^^^^ call exact Stream.open
  override.read()
  //       ^^^^ call exact Stream.read
  val inline =
    final()
  //^^^^^ call exact words.final
  internal { inline.read() }
  //                ^^^^ call exact Stream.read
  println(suspend({ it.read() }, inline).read())
  //      ^^^^^^^ call exact words.suspend
  //                   ^^^^ call exact Stream.read
  //                                     ^^^^ call exact Stream.read
  if (override == final()) println(external)
  //              ^^^^^ call exact words.final
}
private
open class Plain(private val external: Stream, vararg val more: Stream) {
  internal open fun read() = external.read()
  //                                  ^^^^ call exact Stream.read
  lateinit var lateinit: Stream
  protected
  open fun again(run: suspend () -> Unit) = lateinit.read()
  //                                                 ^^^^ call exact Stream.read
}
val external = 1
