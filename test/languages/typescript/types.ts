// ### receivers by their types

class User {
  name = '';
  friends: User[] = [];
  partner?: User;
  save() {}
  async load(): Promise<User> { return this; }
  find = (id: string): User | undefined => undefined;
}
type Alias = User;
type Callback = (user: User, index: number) => User;
type Options = { user: User; onDone: () => void; nested: { user: User } };
interface Repo<T> { all(): T[]; get(id: string): Promise<User>; }
enum Level { Low, High }

function annotated(user: User, alias: Alias, many: User[], more: Array<User>, readonly: readonly User[]) {
//                       ^^^^ type exact types.User
//                                    ^^^^^ type exact types.Alias
  user.save(), alias.save(), many[0].save(), more[0]!.save(), readonly.at(0)?.save();
//     ^^^^ call inferred User.save
  alias.save();
//      ^^^^ call inferred User.save
  many[0].save();
//        ^^^^ call inferred User.save
  for (const one of more) one.save();
//                            ^^^^ call inferred User.save
  many.forEach((one) => one.save());
//                          ^^^^ call inferred User.save
  many.filter((one) => one.name).map((one) => one.partner).forEach((one) => one?.save());
//                                                                               ^^^^ call inferred User.save
  readonly.find((one) => one.name)?.save();
//                                  ^^^^ call inferred User.save
  many.push(user);
//     ^^^^ call external javascript:Array.push
  user.name.trim();
//          ^^^^ call external javascript:String.trim
}
function destructured({ user, nested: { user: other }, onDone }: Options, [first]: User[]) {
  user.save();
//     ^^^^ call inferred User.save
  other.save();
//      ^^^^ call inferred User.save
  first.save();
//      ^^^^ call inferred User.save
}
async function promised(repo: Repo<User>, user: User) {
  (await user.load()).save();
//                    ^^^^ call inferred User.save
  const loaded = await repo.get('a');
  loaded.save();
//       ^^^^ call inferred User.save
  user.load().then((one) => one.save());
//                              ^^^^ call inferred User.save
  const { partner } = loaded;
  partner?.save();
//         ^^^^ call inferred User.save
}
function callbacks(run: (callback: Callback) => void, many: Map<string, User>) {
  run((user) => { user.save(); return user; });
//                     ^^^^ call inferred User.save
  const typed: Callback = (user) => { user.save(); return user; };
//                                         ^^^^ call inferred User.save
  many.get('a')?.save();
//               ^^^^ call inferred User.save
  many.forEach((user) => user.save());
//                            ^^^^ call inferred User.save
}
function bounded<T extends User>(one: T, other: T & { extra(): void }, either: User | string) {
  one.save();
//    ^^^^ call inferred User.save
  other.save();
//      ^^^^ call inferred User.save
}
const constant = new User();
function ofValue(same: typeof constant, made: ReturnType<typeof create>) {
  same.save();
//     ^^^^ call inferred User.save
}
function create() { return new User(); }
function logical(a?: User) {
  const b = a ?? create();
  b.save();
//  ^^^^ call inferred User.save
  const c = a ? a : undefined;
  c?.save();
//   ^^^^ call inferred User.save
  create().partner!.save();
//                  ^^^^ call inferred User.save
  create().find('a')?.save();
//         ^^^^ call inferred User.find
//                    ^^^^ call inferred User.save
}
// A type parameter hides a type of the same name, a string literal type names nothing.
class Box<User> { content!: User; open() { this.content.save(); } }
//                         ^^^^ no type
//                                                      ^^^^ no call
function literal(kind: 'User') {}
//                      ^^^^ no type
interface Error { message: string }
  new Error();
//    ^^^^^ call external javascript:Error
function receiver(this: User) { this.save(); }
//                                   ^^^^ call inferred User.save

// ### types that can be called, and functions with several signatures

interface Finder {
  (id: string): User;
  new (id: number): User;
  readonly all: User[];
}
const overloaded: {
  (first: string): (second: string) => User;
  (first: string, second: string): User;
} = function () {
  return undefined as any;
};
function several(id: string): User;
function several(id: number): User | undefined;
function several(id: unknown) {
  return id as never;
}
function called(finder: Finder, through: { find: Finder }) {
  finder('a').save();
//            ^^^^ call inferred User.save
  new finder(1).save();
//              ^^^^ call inferred User.save
  through.find('a').save();
//                  ^^^^ call inferred User.save
  overloaded('a', 'b');
//^^^^^^^^^^ call exact types.overloaded
  several('a').save();
//             ^^^^ call inferred User.save
}

// ### what is expected of a literal by its place

interface Handler {
  open(user: User): void;
  readonly close: (user: User) => void;
  nested: { each: Callback };
}
const handler: Handler = {
  open(user) {
    user.save();
//       ^^^^ call inferred User.save
    this.open(user);
//       ^^^^ call inferred Handler.open
  },
  close: (user) => user.save(),
//                      ^^^^ call inferred User.save
  nested: { each: (user) => { user.save(); return user; } },
//                                 ^^^^ call inferred User.save
};
function makeHandler(register: (handler: Handler) => void): Handler {
  register({ open: ({ partner }) => partner!.save(), close() {}, nested: handler.nested });
//                                           ^^^^ call inferred User.save
  return { open: (user) => user.save(), close: handler.close, nested: handler.nested };
//                              ^^^^ call inferred User.save
}

// ### what code adds to the global object is not the language's

function globals() {
  window.addEventListener('load', () => {});
//       ^^^^^^^^^^^^^^^^ call external javascript:window.addEventListener
  (window as any).added.save();
//                      ^^^^ no call
  globalThis.added.save();
//                 ^^^^ no call
}

// ### types that are derived from others

class Part { work() {} }
interface Owner { part: Part; parts: Part[]; make(): Part }
const makePart = () => new Part();
async function loadPart() { return new Part(); }
const table = { first: new Part() };
type PartOf = Owner['part'];
function derived(
  a: ReturnType<typeof makePart>,
  b: InstanceType<typeof Part>,
  c: Awaited<ReturnType<typeof loadPart>>,
  d: Owner['parts'][number],
  e: PartOf,
  f: ReturnType<Owner['make']>,
  g: (typeof table)['first'],
) {
  a.work();
//  ^^^^ call inferred Part.work
  b.work();
//  ^^^^ call inferred Part.work
  c.work();
//  ^^^^ call inferred Part.work
  d.work();
//  ^^^^ call inferred Part.work
  e.work();
//  ^^^^ call inferred Part.work
  f.work();
//  ^^^^ call inferred Part.work
  g.work();
//  ^^^^ call inferred Part.work
}

// ### one value of an enumeration as a type
enum Phase { First = 'a', Second = 'b' }
namespace Space { export enum Deep { Down } }
type Beginning = Phase.First;
//               ^^^^^ ref exact types.Phase
//                     ^^^^^ ref exact Phase.First
function atPhase(phase: Box<Phase.Second>, deep: Space.Deep.Down): Phase.First {
//                                ^^^^^^ ref exact Phase.Second
//                                                          ^^^^ ref exact Deep.Down
//                                                                       ^^^^^ ref exact Phase.First
  let local: Phase.Second | undefined;
//                 ^^^^^^ ref exact Phase.Second
  return local as Phase.First;
//                      ^^^^^ ref exact Phase.First
}
