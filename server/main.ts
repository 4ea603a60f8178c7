// The entry of the program when it runs from its sources: what this process or thread is. The built one is `built.ts`.
import { isMainThread } from 'node:worker_threads';

const { run } = isMainThread ? await import('./program.ts') : await import('./workers.ts');
await run();
