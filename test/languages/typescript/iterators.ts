// What loops run over: generators, the library's iterators, and classes that say how they are looped over.
class Item { use() {} }

async function* make() { yield new Item(); }
declare function typed(): AsyncGenerator<Item>;
declare const items: AsyncIterableIterator<Item>;

class Box {
  *[Symbol.iterator]() { yield new Item(); }
  *walk() { yield* this; }
}
class Stream {
  async *[Symbol.asyncIterator](): AsyncIterator<Item> { yield* make(); }
}

async function waitForEach(stream: Stream) {
  for await (const one of make()) one.use();
//                                    ^^^ call inferred Item.use
  for await (const one of typed()) one.use();
//                                     ^^^ call inferred Item.use
  for await (const one of items) one.use();
//                                   ^^^ call inferred Item.use
  for await (const one of stream) one.use();
//                                    ^^^ call inferred Item.use
  const step = await make().next();
  step.value.use();
//           ^^^ call inferred Item.use
}

function each(box: Box) {
  for (const one of box) one.use();
//                           ^^^ call inferred Item.use
  for (const one of box.walk()) one.use();
//                                  ^^^ call inferred Item.use
}
