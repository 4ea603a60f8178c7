// In the place of an index thread: a build never ends, and says on which file; anything else is answered.
import { parentPort } from 'node:worker_threads';
import type { IndexAnswer, IndexRequest } from '../../server/indexer/messages.ts';
import { WorkMark } from '../../server/indexer/workMark.ts';

parentPort!.on('message', (request: IndexRequest) => {
  if (request.type === 'build') {
    new WorkMark(request.options.workMark).set('src/endless.ts');
    parentPort!.postMessage({
      type: 'progress',
      progress: { phase: 'resolve', files: 1, totalFiles: 1, bytes: 1, totalBytes: 1 },
    } satisfies IndexAnswer);
    for (;;);
  }
  if (request.type === 'recall')
    parentPort!.postMessage({ type: 'recalled', isWarm: false } satisfies IndexAnswer);
});
