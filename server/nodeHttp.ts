// Node's HTTP without what nobody here uses of it: an `import` of the module looks at each of its exports, and those that
// are made on demand load a whole client for WebSockets with it, 30 ms and several megabytes of a start.
import { createRequire } from 'node:module';

/** The module `node:http`. */
export const http = createRequire(import.meta.url)('node:http') as typeof import('node:http');
