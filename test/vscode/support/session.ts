import type { Product } from '../../acceptance/support/product.ts';
import type { BridgeClient } from '../../process/support/sandbox.ts';

/** A session as Claude Code has it, which has asked twice; the caller ends it. */
export async function startClaudeSession(product: Product): Promise<BridgeClient> {
  const session = product.openBridge();
  await session.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'claude-code', version: '2.1.330' },
  });
  for (const query of ['parse', 'issue']) await session.call('search_graph', { query });
  return session;
}
