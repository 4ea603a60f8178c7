// ### functions as constructors

function Animal(name) {
  this.name = name;
  this.house = new House();
  this.speak();
//     ^^^^^ call inferred prototypes.speak
}
Animal.prototype.speak = function () {
  this.breathe();
//     ^^^^^^^ call inferred prototypes.breathe
  this.house.open();
//           ^^^^ call inferred House.open
};
Animal.prototype.breathe = function breathe() {};
Animal.create = function (name) {
  return new Animal(name);
//           ^^^^^^ call exact prototypes.Animal
};
class House { open() {} }

const cat = new Animal('cat');
//              ^^^^^^ call exact prototypes.Animal
  cat.speak();
//    ^^^^^ call inferred prototypes.speak
  Animal.create('dog').breathe();
//       ^^^^^^ call inferred prototypes.create
//                     ^^^^^^^ call inferred prototypes.breathe
  Animal.prototype.speak.call(cat);
//                       ^^^^ call external javascript:Function.call

function Plant() {}
Plant.prototype = {
  grow() { this.bloom(); },
//              ^^^^^ call exact prototypes.bloom
  bloom: function () {},
};
  new Plant().grow();
//            ^^^^ call inferred prototypes.grow

// A plain function has no receiver that anything is known of.
function plain() { this.speak(); }
//                      ^^^^^ no call

// ### a class made from the class that a function is given

class Ground { load() {} }
function timed(Parent) {
  class Timed extends Parent { tick() {} }
  return Timed;
}
class Live extends timed(Ground) {
  go() {
    this.load();
//       ^^^^ call exact Ground.load
    this.tick();
//       ^^^^ call exact Timed.tick
  }
}

// --- inherits.js
const util = require('util');
function Parent() {}
Parent.prototype.one = function () {};
Object.assign(Parent.prototype, { given() {} });
function Child() {}
util.inherits(Child, Parent);
Child.prototype.two = function () {
  this.one(), new Child().given();
//     ^^^ call inferred inherits.one
//                        ^^^^^ call inferred inherits.given
};

// --- extending.js
// ### a class that extends a function which makes objects

function Machine(name) { this.name = name; }
Machine.prototype.start = function () {};
const Engine = function (size) { this.size = size; };
class Car extends Machine {
//                ^^^^^^^ inherits exact extending.Machine
  constructor() {
    super('car');
//  ^^^^^ call exact extending.Machine
    super.start();
//        ^^^^^ call inferred extending.start
  }
}
class Diesel extends Engine {
//                   ^^^^^^ inherits exact extending.Engine
  constructor() {
    super(2);
//  ^^^^^ call exact extending.Engine
  }
}
class Truck extends Machine {}
  new Truck('t').start();
//    ^^^^^ call exact extending.Machine
//               ^^^^^ call inferred extending.start
class Van extends Car {}
  new Van();
//    ^^^ call exact Car.constructor

// ### an object of a class without a name is no call of the function around it

function nameless() {
  return new (class { go() {} })().go();
//                                 ^^ call inferred nameless.go
}
