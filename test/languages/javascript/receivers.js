// ### `this` of a module and of the functions that are its members
// --- conn.js
class Conn { run() {} }
exports.Conn = Conn;
exports.create = () => new Conn();
// --- logger.js
const logger = exports;
logger.start = function () {
  this.load();
//     ^^^^ call exact logger.load
};
logger.load = function () {
  this.later(() => { this.again(); });
//     ^^^^^ call exact logger.later
//                        ^^^^^ call exact logger.again
};
logger.later = (use) => use();
logger.again = () => 1;
exports.other = function () { this.load(); };
//                                 ^^^^ call exact logger.load
module.exports.third = function () { this.missing(); };
//                                        ^^^^^^^ no call
exports.Maker = function () { this.load(); };
//                                 ^^^^ no call
function declared() { this.load(); }
//                         ^^^^ no call
exports.declared = declared;
// --- main.js
const { Conn, create } = require('./conn');
const setUp = () => {
  this.first = new Conn();
  this.second = create();
};
this.third = new Conn();
describe('a', () => {
  beforeEach(setUp);
  it('b', () => {
    this.first.run();
//             ^^^ call inferred conn.Conn.run
    this.second.run();
//              ^^^ call inferred conn.Conn.run
    this.third.run();
//             ^^^ call inferred conn.Conn.run
    this.load();
//       ^^^^ no call
  });
});
function apart() { this.first.run(); }
//                            ^^^ no call
