class Item { fun hit() {}
  fun next(): Item? = null
  fun isOpen() = true
}
fun run(items: Array<Item>, more: List<Item>, vararg rest: Item) {
  for (one in items)
    one.hit()
    //  ^^^ call exact Item.hit
  for (one in more)
    // A comment.
    for (other in rest)
      other.hit()
      //    ^^^ call exact Item.hit
  while (items[0].isOpen())
    items[0].next()
    //       ^^^^ call exact Item.next
  for (one in more) one.hit()
  //                    ^^^ call exact Item.hit
  more.forEach {
    for (inner in items)
      inner.hit()
      //    ^^^ call exact Item.hit
  }
  items[0].hit()
  //       ^^^ call exact Item.hit
}
