// ### declarations of functions in every form, and calls of them

function declared(): void {}
function* generated() { yield 1; }
async function awaited() {}
const arrow = () => declared();
//                  ^^^^^^^^ call exact functions.declared
const expression = function () { hoisted(); };
//                               ^^^^^^^ call exact functions.hoisted
const named = function inner(depth: number): void {
  if (depth > 0) inner(depth - 1);
//               ^^^^^ call exact functions.named
};
const wrapped = (() => declared());
//                     ^^^^^^^^ call exact functions.declared

declared();
expression();
named(1);
wrapped();
// The name stands before the parenthesis:
  declared(), generated(), awaited(), arrow(), expression(), named(2), wrapped();
//^^^^^^^^ call exact functions.declared
//            ^^^^^^^^^ call exact functions.generated
//                         ^^^^^^^ call exact functions.awaited
//                                    ^^^^^ call exact functions.arrow
//                                             ^^^^^^^^^^ call exact functions.expression
//                                                           ^^^^^ call exact functions.named
//                                                                     ^^^^^^^ call exact functions.wrapped

function hoisted() {
  later();
//^^^^^ call exact functions.hoisted.later
  function later() {}
}

// An overloaded function is its implementation.
function over(a: string): string;
function over(a: number): number;
function over(a: unknown): unknown {
  return a;
}
  over(1);
//^^^^ call exact functions.over

// Immediately called, passed, tagged, in templates and in defaults.
(function () { declared(); })();
//             ^^^^^^^^ call exact functions.declared
setTimeout(declared, 10);
//         ^^^^^^^^ ref exact functions.declared
//         ^^^^^^^^ call inferred functions.declared
function tag(parts: TemplateStringsArray, ...values: unknown[]) {}
  tag`a ${arrow()} b`;
//^^^ call exact functions.tag
//        ^^^^^ call exact functions.arrow
const text = `${declared()}`;
//              ^^^^^^^^ call exact functions.declared
function defaults(a = arrow(), { b = declared() } = {}) {}
//                    ^^^^^ call exact functions.arrow
//                                   ^^^^^^^^ call exact functions.declared

// Parameters and locals hide what is outside.
function shadowed(declared: () => void) {
  declared();
//^^^^^^^^ no call
  const arrow = 1 as any;
  arrow();
//^^^^^ no call
}
function blocks() {
  {
    const declared = arrow;
    declared();
//  ^^^^^^^^ call inferred functions.arrow
  }
  declared();
//^^^^^^^^ call exact functions.declared
  if (text) {
    var spread = arrow;
  }
  spread();
//^^^^^^ call inferred functions.arrow
  for (const declared of unknown()) {
    declared();
//  ^^^^^^^^ no call
  }
  try {
    declared();
//  ^^^^^^^^ call exact functions.declared
  } catch (declared) {
    declared();
//  ^^^^^^^^ no call
  }
}
function reassigned() {
  let current = arrow;
  current = expression;
  current();
//^^^^^^^ call inferred functions.expression
  if (some) current = arrow;
  current();
//^^^^^^^ call inferred functions.arrow
//^^^^^^^ call inferred functions.expression
}
let later = () => {};
function reassignsOutside() {
  later = declared;
}

// ### a cast that says nothing of the type leaves the value what it is

const castable: { (one: number): void } = undefined!;
class Castable {
  open() {}
}
void (castable as any)(1);
//    ^^^^^^^^ call exact functions.castable
void (<any>castable)(2);
//         ^^^^^^^^ call exact functions.castable
(new Castable() as any).open();
//                      ^^^^ call inferred Castable.open
