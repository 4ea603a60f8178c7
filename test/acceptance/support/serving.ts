import { once } from 'node:events';
import type { Product } from './product.ts';

/**
 * Runs `serve` as a person does and resolves with all it printed once it has said how to leave. It is left with Ctrl-C
 * when the test ends.
 */
export async function serveUntilPrinted(product: Product): Promise<string> {
  const serve = product.start(['serve', product.root]);
  const exited = once(serve, 'exit');
  product.defer(async () => {
    serve.kill('SIGINT');
    await exited;
  });
  let shown = '';
  let complaints = '';
  serve.stderr.on('data', (chunk) => (complaints += String(chunk)));
  for await (const chunk of serve.stdout.iterator({ destroyOnReturn: false })) {
    shown += String(chunk);
    if (shown.includes('Ctrl-C')) return shown;
  }
  throw new Error(`serve ended: ${complaints}`);
}
