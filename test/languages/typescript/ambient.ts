// What files declare for others: for all of them, and as parts of modules and packages.
import { Store } from './store';
import { Plugin } from 'plugins';
import { untyped } from 'untyped';
declare global {
  interface Window { app: App; start(): void }
  interface Array<T> { second(): T }
  var counter: Counter;
  namespace Settings { function read(): App }
}
class App { run() {} }
class Counter { next() {} }
function global(list: App[], map: Map<string, App>) {
//                           ^^^ no type
  window.app.run();
//       ^^^ ref exact global.Window.app
//           ^^^ call inferred App.run
  window.app = new App();
//       ^^^ ref exact global.Window.app
//                 ^^^ call exact ambient.App
  window.start(), list.second().run();
//       ^^^^^ call exact global.Window.start
//                     ^^^^^^ call inferred Array.second
//                              ^^^ call inferred App.run
  counter.next(), globalThis.counter.next(), Settings.read().run();
//        ^^^^ call inferred Counter.next
//                                   ^^^^ call inferred Counter.next
//                                                    ^^^^ call exact Settings.read
//                                                           ^^^ call inferred App.run
  shared(), window.shared();
//^^^^^^ call exact script.shared
//                 ^^^^^^ call exact script.shared
  hidden();
//^^^^^^ no call
}
function added(store: Store, plugin: Plugin, view: Window) {
//                                                 ^^^^^^ type exact global.Window
  store.open(), store.close();
//      ^^^^ call inferred store.Store.open
//                    ^^^^^ call inferred Store.close
  plugin.extra().run(), plugin.other();
//       ^^^^^ call inferred Plugin.extra
//               ^^^ call inferred App.run
//                             ^^^^^ call external plugins:Plugin.other
  untyped();
//^^^^^^^ call exact untyped.untyped
  new Store().close();
//            ^^^^^ call inferred Store.close
  import.meta.env.load();
//                ^^^^ call inferred Env.load
}
declare module './store' { interface Store { close(): void } }
declare module 'plugins' { interface Plugin { extra(): App } }

// --- store.ts
export class Store { open() { this.close(); } }
//                                 ^^^^^ call exact Store.close

// --- script.ts
function shared() {}

// --- types.d.ts
declare module 'untyped' { export function untyped(): void; }
interface ImportMeta { env: Env }
interface Env { load(): void }

// --- module.ts
export {};
function hidden() {}
// --- viewTypes.d.ts
import 'views';
declare module 'views' {
  import { View } from 'views';
  import { Slice } from 'models';
  export function parse(view: View): Slice | null;
}
declare module 'models' {
  import { View } from 'views';
  export function show(slice: Slice): View;
}
// --- viewUser.ts
import { parse, View } from 'views';
import { show, Slice } from 'models';
function viewed(view: View) {
  parse(view).size(), view.focus();
//^^^^^ call exact views.parse
//            ^^^^ call external models:Slice.size
//                         ^^^^^ call external views:View.focus
  show(parse(view)).focus();
//^^^^ call exact models.show
//                  ^^^^^ call external views:View.focus
}
