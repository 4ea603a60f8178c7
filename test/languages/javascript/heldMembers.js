// ### members that are put onto a name for a prototype, and under a constant index
function Shop() {}
const members = Shop.prototype;
members.open = function () { this.close(); };
//                                ^^^^^ call inferred close
members.close = () => {};
Shop.prototype['named'] = function () { this.open(); };
//                                           ^^^^ call inferred open
new Shop().open();
//         ^^^^ call inferred open
new Shop().named();
//         ^^^^^ call inferred named
exports['first'] = function () { return new Shop(); };
module.exports['second'] = () => 1;
exports['two words'] = function () {};
// --- user.js
const held = require('./heldMembers');
held.first().open();
//   ^^^^^ call exact first
//           ^^^^ call inferred open
held.second();
//   ^^^^^^ call exact second
const { second } = require('./heldMembers');
second();
//^^^^^^ call exact second
