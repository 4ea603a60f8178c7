// ### object literals and functions as values

function helper() {}
const api = {
  helper,
  renamed: helper,
  method() { this.other(); },
//                ^^^^^ call exact other
  other: () => helper(),
//             ^^^^^^ call exact objects.helper
  deep: { inner() {} },
  async *generate() {},
};
  api.helper();
//    ^^^^^^ call inferred objects.helper
  api.renamed(), api.method(), api.other(), api.deep.inner();
//    ^^^^^^^ call inferred objects.helper
//                   ^^^^^^ call inferred method
//                                 ^^^^^ call inferred other
//                                                   ^^^^^ call inferred inner
const { method, other: alias } = api;
  method();
//^^^^^^ call inferred method
  alias();
//^^^^^ call inferred other
export const frozen = { run() {} } as const;
  frozen.run();
//       ^^^ call inferred run

// Where a function is only handed on it is read; it is called where the parameter is.
function register(callback: () => void) { callback(); }
//                                        ^^^^^^^^ call inferred objects.helper
register(helper);
//       ^^^^^^ ref exact objects.helper
  helper.call(null), helper.bind(null);
//       ^^^^ call external javascript:Function.call
//                          ^^^^ call external javascript:Function.bind

// ### keys that are computed

enum Kind {
  first,
}
function one() {}
function two() {}
const KEY = 'key';
const byKind = { [Kind.first]: one, ['plain']: two, [KEY]: () => one() };
export function dispatch(kind: Kind) {
  byKind[kind]();
//^^^^^^ call inferred objects.one
//^^^^^^ call inferred objects.two
  byKind.plain();
//       ^^^^^ call inferred objects.two
}
