// The store thread as the server runs it, for tests: the real loop with the real handlers.
import { parentPort } from 'node:worker_threads';
import { queryHandlers } from '../../server/queries/index.ts';
import { serveStore } from '../../server/store/thread.ts';

if (parentPort) serveStore(parentPort, queryHandlers);
