// ### a name for the receiver, whose members functions and classes are given
function Monitor(instance) {
  const self = this;
  self.listen = () => self;
  self.plain = function () { self.listen(); };
//                                ^^^^^^ call inferred selfNames.Monitor.listen
  self.named = async function named() { this.plain(); };
//                                           ^^^^^ call inferred selfNames.Monitor.plain
  instance.on('end', function () { self.named().then(self.listen); });
//                                      ^^^^^ call inferred selfNames.Monitor.named
  var that = self;
  that.other();
//     ^^^^^ no call
}
function outside() {
  const one = new Monitor();
  one.named();
//    ^^^^^ call inferred selfNames.Monitor.named
  const self = {};
  self.named();
//     ^^^^^ no call
}
describe('a', function () {
  const self = this;
  self.first = function () {};
  it('b', async () => { await self.first(); });
//                                 ^^^^^ call inferred selfNames.first
});
describe('c', function () {
  const self = this;
  it('d', () => { self.first(); });
//                     ^^^^^ no call
});
