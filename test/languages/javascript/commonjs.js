// --- lib/tools.js
function first() {}
const second = () => {};
class Third { run() {} }
module.exports = { first, renamed: second, Third, method() { first(); } };
//                                                           ^^^^^ call exact tools.first

// --- lib/single.js
module.exports = function createThing(options) { helper(options); };
//                                               ^^^^^^ call exact single.helper
function helper() {}

// --- lib/members.js
exports.one = function () { exports.two(), module.exports.two(); };
//                                  ^^^ call exact members.two
//                                                        ^^^ call exact members.two
exports.two = () => {};
module.exports.three = three;
function three() {}

// --- lib/values.js
const tools = require('./tools');
exports.tools = tools;
exports.again = require('./members');
exports.start = tools.first;
module.exports.limit = 3;
exports.settings = make({ weak: true });
exports.later = exports.never = void 0;
exports.later = later;
exports.named = function named() {};
function later() {}
function make(options) { return options; }

// --- lib/app.js
var app = (exports = module.exports = {});
app.init = function init() { this.start(); };
//                                ^^^^^ call exact app.start
app.start = function () {};

// --- main.js
const tools = require('./lib/tools');
const { first, renamed: other, Third } = require('./lib/tools');
const create = require('./lib/single');
const { one, three } = require('./lib/members.js');
const members = require('./lib/members');
const app = require('./lib/app');
const { readFileSync } = require('fs');
const path = require('node:path');
const run = require('./lib/tools').first;
const values = require('./lib/values');
const { settings } = require('./lib/values');

  first(), other(), new Third().run();
//^^^^^ call inferred tools.first
//         ^^^^^ call inferred tools.second
//                      ^^^^^ call inferred tools.Third
//                              ^^^ call inferred Third.run
  tools.first(), tools.method();
//      ^^^^^ call inferred tools.first
//                     ^^^^^^ call exact tools.method
  create();
//^^^^^^ call exact single.createThing
  one(), three(), members.two();
//^^^ call exact members.one
//       ^^^^^ call exact members.three
//                        ^^^ call exact members.two
  app.init();
//    ^^^^ call exact app.init
  readFileSync('a'), path.join('b');
//^^^^^^^^^^^^ call external node:fs.readFileSync
//                        ^^^^ call external node:path.join
  run();
//^^^ call inferred tools.first
  require('./lib/members').two();
//                         ^^^ call exact members.two
  values.start(), values.again.two(), values.tools.first(), values.later();
//       ^^^^^ call inferred tools.first
//                             ^^^ call exact members.two
//                                                 ^^^^^ call inferred tools.first
//                                                                 ^^^^^ call exact values.later
  show(values.limit, settings);
//            ^^^^^ ref exact values.limit
//                   ^^^^^^^^ ref exact values.settings

// --- lib/users.js
const Users = module.exports;
Users.tools = require('./tools');
Users.find = async function () { return Users.load(); };
//                                            ^^^^ call inferred users.load
Users.load = () => {};
Users.more = module.exports.load;
const named = exports;
named.first = function () {};

// --- lib/useUsers.js
const users = require('./users');
async function use() {
  users.find(), users.first(), users.more();
//      ^^^^ call exact users.find
//                    ^^^^^ call exact users.first
//                                   ^^^^ call exact users.load
  users.tools.first();
//            ^^^^^ call inferred tools.first
}

// --- lib/nested.js
const Nested = module.exports;
Nested.mocks = {};
Nested.mocks.person = () => {};
Nested.mocks.deep = {};
Nested.mocks.deep.er = function () { Nested.mocks.person(); };
//                                                ^^^^^^ call inferred nested.person
exports.plain = {};
exports.plain.run = () => {};

// --- lib/useNested.js
const nested = require('./nested');
const held = { inner: {} };
held.inner.run = () => {};
held.more = {};
held.more.go = () => {};
function useNested() {
  nested.mocks.person(), nested.mocks.deep.er(), nested.plain.run();
//             ^^^^^^ call exact nested.person
//                                         ^^ call exact nested.er
//                                                            ^^^ call exact nested.run
  held.inner.run(), held.more.go();
//           ^^^ call inferred useNested.run
//                            ^^ call inferred useNested.go
}
