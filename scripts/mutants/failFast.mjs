// A reporter of node:test that ends the run at the first test that fails: whoever asks whether any does need not wait for
// the others.
import { Transform } from 'node:stream';

export default new Transform({
  writableObjectMode: true,
  /** @param {{ type: string, data: { todo?: string | boolean } }} event */
  transform({ type, data }, _encoding, done) {
    if (type === 'test:fail' && !data.todo) process.exit(1);
    done();
  },
});
