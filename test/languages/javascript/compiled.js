// What compilers make of modules and namespaces.
"use strict";
var __importStar = (this && this.__importStar) || (function () { return function (mod) { return mod; }; })();
var __importDefault = (this && this.__importDefault) || function (mod) { return { default: mod }; };
Object.defineProperty(exports, "__esModule", { value: true });
exports.Message = exports.run = void 0;
const whole = __importStar(require("./library"));
const library_1 = __importDefault(require("./library"));
const named_1 = require("./library");
var Message;
(function (Message) {
    function isRequest(one) { return true; }
    Message.isRequest = isRequest;
})(Message || (exports.Message = Message = {}));
var Level;
(function (Level) {
    Level.of = function (one) { return one; };
})(Level || (Level = {}));
function run(one) {
    Message.isRequest(one);
//          ^^^^^^^^^ call inferred compiled.isRequest
    Level.of(one);
//        ^^ call inferred compiled.of
    whole.named();
//        ^^^^^ call inferred library.named
    (0, named_1.named)();
//              ^^^^^ call exact library.named
    (0, library_1.default)();
//                ^^^^^^^ call inferred library.main
}
exports.run = run;
// --- library.js
"use strict";
exports.named = void 0;
exports.default = main;
function main() {}
function named() {}
exports.named = named;
