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
