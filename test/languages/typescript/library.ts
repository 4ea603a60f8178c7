// What the outline of the standard library and of Node tells: what their functions give, hold and call.
import { EventEmitter } from 'node:events';
import * as fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

class Task {
  run(): Task { return this; }
  stop(): void {}
}
class Other { go(): void {} }
function made(): Task { return new Task(); }
function onEvent(): void {}

export function collections(tasks: Task[], set: Set<Task>, map: Map<string, Task>, byName: Record<string, Task>) {
  Array.from(tasks).map((one) => one.run());
//                                   ^^^ call inferred Task.run
  Array.from(set, (one) => one.run());
//                             ^^^ call inferred Task.run
  Array.from(map.values()).forEach((one) => one.stop());
//                                              ^^^^ call inferred Task.stop
  [...map.entries()].forEach(([, one]) => one.stop());
//                                            ^^^^ call inferred Task.stop
  map.get('a')?.run();
//              ^^^ call inferred Task.run
  Object.values(byName).forEach((one) => one.stop());
//                                           ^^^^ call inferred Task.stop
  Object.entries(byName).map(([, one]) => one.run());
//                                            ^^^ call inferred Task.run
  tasks.toSorted((a, b) => (a.run(), 0))[0].stop();
//                            ^^^ call inferred Task.run
//                                          ^^^^ call inferred Task.stop
  tasks.reduce((all, one) => (one.run(), all), new Other()).go();
//                                ^^^ call inferred Task.run
//                                                          ^^ call inferred Other.go
  tasks.flatMap((one) => [one.run()]).at(0)?.stop();
//                            ^^^ call inferred Task.run
//                                           ^^^^ call inferred Task.stop
  new Map(tasks.map((one) => ['x', one])).get('x')!.run();
//                                                  ^^^ call inferred Task.run
  new Set(tasks).union(set).forEach((one) => one.run());
//                                               ^^^ call inferred Task.run
  Map.groupBy(tasks, () => 'a').get('a')![0].run();
//                                           ^^^ call inferred Task.run
  set.values().map((one) => one.run()).toArray()[0].stop();
//                              ^^^ call inferred Task.run
//                                     ^^^^^^^ call external javascript:IteratorObject.toArray
//                                                  ^^^^ call inferred Task.stop
  new WeakRef(tasks[0]).deref()?.run();
//                               ^^^ call inferred Task.run
  structuredClone(tasks)[0].run();
//                          ^^^ call inferred Task.run
  tasks.findLast((one) => one.run())?.stop();
//                            ^^^ call inferred Task.run
//                                    ^^^^ call inferred Task.stop
  tasks.with(0, made()).splice(0, 1)[0].run();
//                                      ^^^ call inferred Task.run
  for (const [name, one] of map) one.run();
//                                   ^^^ call inferred Task.run
  for (const one of new Set(tasks)) one.stop();
//                                      ^^^^ call inferred Task.stop
}

export async function promises(tasks: Promise<Task>[], one: Promise<Task>) {
  const [a] = await Promise.all(tasks);
  a.run();
//  ^^^ call inferred Task.run
  const [b, c] = await Promise.all([one, Promise.resolve(new Other())]);
  b.run(); c.go();
//  ^^^ call inferred Task.run
//           ^^ call inferred Other.go
  (await Promise.race(tasks)).run();
//                            ^^^ call inferred Task.run
  for (const outcome of await Promise.allSettled(tasks)) if (outcome.status === 'fulfilled') outcome.value.run();
//                                                                                                         ^^^ call inferred Task.run
  const { promise } = Promise.withResolvers<Task>();
  (await promise).run();
//                ^^^ call inferred Task.run
  one.then((x) => x.run()).then((y) => y.stop());
//                  ^^^ call inferred Task.run
//                                       ^^^^ call inferred Task.stop
  (await one.finally(() => made())).run();
//                                  ^^^ call inferred Task.run
  (await Array.fromAsync(tasks))[0].run();
//                                  ^^^ call inferred Task.run
}

// Functions that the library calls, now or when something happens.
export function events(emitter: EventEmitter, element: HTMLElement) {
  emitter.on('data', onEvent);
//                   ^^^^^^^ call inferred onEvent
  element.addEventListener('click', onEvent);
//                                  ^^^^^^^ call inferred onEvent
  setTimeout(onEvent, 10);
//           ^^^^^^^ call inferred onEvent
  setTimeout((task) => task.run(), 1, made());
//                          ^^^ call inferred Task.run
  fs.readFile('a', onEvent);
//                 ^^^^^^^ call inferred onEvent
  readFile('x').then(onEvent);
//                   ^^^^^^^ call inferred onEvent
  process.nextTick(onEvent);
//                 ^^^^^^^ call inferred onEvent
  createServer(onEvent).listen(1);
//             ^^^^^^^ call inferred onEvent
//                      ^^^^^^ call external node:http.Server.listen
  fs.createReadStream('x').on('data', onEvent).pipe(process.stdout);
//                                    ^^^^^^^ call inferred onEvent
//                                             ^^^^ call external node:fs.ReadStream.pipe
  new IntersectionObserver(onEvent).observe(element);
//                         ^^^^^^^ call inferred onEvent
//                                  ^^^^^^^ call external javascript:IntersectionObserver.observe
  'abc'.replace(/x/, onEvent);
//                   ^^^^^^^ call inferred onEvent
  queueMicrotask(onEvent);
//               ^^^^^^^ call inferred onEvent
}
class Mine extends EventEmitter {
  start() {
    this.on('x', onEvent);
//               ^^^^^^^ call inferred onEvent
  }
}
