// What a condition tells of a name.

class Cat {
  purr() {}
}
class Dog {
  bark() {}
}
function isCat(one: unknown): one is Cat { return one instanceof Cat; }
const animals = { isDog(one: unknown): one is Dog { return one instanceof Dog; } };

function byOperator(one: unknown, other: { pet: unknown }) {
  if (one instanceof Cat) one.purr();
//                            ^^^^ call inferred Cat.purr
  else one.purr();
//         ^^^^ no call
  if (other.pet instanceof Dog && isCat(one)) {
    other.pet.bark();
//            ^^^^ call inferred Dog.bark
    one.purr();
//      ^^^^ call inferred Cat.purr
  }
  one instanceof Cat && one.purr();
//                          ^^^^ call inferred Cat.purr
  return one instanceof Dog ? one.bark() : undefined;
//                                ^^^^ call inferred Dog.bark
}
function byFunction(one: unknown) {
  if (animals.isDog(one)) {
    one.bark();
//      ^^^^ call inferred Dog.bark
  }
  if (!isCat(one)) {
    one.purr();
//      ^^^^ no call
    return;
  }
  one.purr();
//    ^^^^ call inferred Cat.purr
}
function assertCat(one: unknown): asserts one is Cat { if (!isCat(one)) throw new Error(); }
const checks = { dog(one: unknown): asserts one is Dog {} };
function byAssertion(one: unknown, other: { pet: unknown }) {
  assertCat(one);
  one.purr();
//    ^^^^ call inferred Cat.purr
  checks.dog(other.pet);
  console.log(other.pet);
  other.pet.bark();
//          ^^^^ call inferred Dog.bark
}
function notAsserted(one: unknown) {
  isCat(one);
  one.purr();
//    ^^^^ no call
  if (isCat(one)) {
    console.log(one);
    one.purr();
//      ^^^^ call inferred Cat.purr
  }
  if (one.x) assertCat(one);
  one.purr();
//    ^^^^ no call
}
abstract class Tree {
  isLeaf(): this is Leaf { return false; }
  isTwig(): this is Leaf | undefined { return false; }
}
class Leaf extends Tree { value() {} }
function byReceiver(tree: Tree, holder: { tree: Tree }) {
  if (tree.isLeaf()) tree.value();
//                        ^^^^^ call inferred Leaf.value
  if (!holder.tree.isLeaf()) return;
  holder.tree.value();
//            ^^^^^ call inferred Leaf.value
}
function assigned(one: unknown) {
  if (isCat(one)) {
    one = new Dog();
    one.purr();
//      ^^^^ no call
  }
}

// ### literals that take over others

const sounds = { meow() {}, woof() {} };
const more = { ...sounds, woof() {} };
const pets = [...[new Cat()], new Cat()];
more.meow();
//   ^^^^ call inferred guards.meow
more.woof();
//   ^^^^ call inferred guards.woof
for (const pet of pets) pet.purr();
//                          ^^^^ call inferred Cat.purr

// ### what a type says the functions of a literal are called on

declare function extend<T>(type: new () => T, methods: Record<string, (...all: never[]) => void> & ThisType<T>): void;
extend<Cat>(Cat, {
  twice() {
    this.purr();
//       ^^^^ call inferred Cat.purr
  },
});

// ### functions that return only when what they are given holds

function ensure(condition: unknown, message?: string): asserts condition { if (!condition) throw new Error(message); }
function noted(condition: unknown): void {}
function byCondition(one: unknown, other: { pet: unknown }) {
  ensure(one instanceof Cat);
  one.purr();
//    ^^^^ call inferred Cat.purr
  ensure(animals.isDog(other.pet) && one, 'a dog');
  other.pet.bark();
//          ^^^^ call inferred Dog.bark
}
function notByCondition(one: unknown, other: unknown) {
  noted(one instanceof Cat);
  one.purr();
//    ^^^^ no call
  ensure(!(other instanceof Cat));
  other.purr();
//      ^^^^ no call
}

// ### a value whose type can be constructed tells the type as a class does

interface Broken { repair(): void }
interface BrokenMaker { new (reason: string): Broken }
declare const Broken: BrokenMaker;
function byMaker(one: unknown) {
  if (one instanceof Broken) one.repair();
//                               ^^^^^^ call inferred Broken.repair
}
function withReceiver(run: (this: Leaf, n: number) => void) {}
//                                ^^^^ type exact Leaf

// ### of the receiver itself

class Shape {
  isRound(): this is Round {
    return this instanceof Round;
  }
  turn() {
    if (this.isRound()) this.roll();
    //                       ^^^^ call inferred Round.roll
    if (this instanceof Round) this.roll();
    //                              ^^^^ call inferred Round.roll
    return this.isRound() ? this.roll() : this.stay();
    //                           ^^^^ call inferred Round.roll
    //                                         ^^^^ call exact Shape.stay
  }
  stay() {}
}
class Round extends Shape {
  roll() {}
}
