import type { IndexProgress, ServerStatus } from '../protocol/status.ts';
import type { RpcConnection } from '../rpc/client.ts';
import { formatProgress } from './format.ts';
import type { Output } from './output.ts';

/** Without a terminal, a line this often at most. */
const PLAIN_INTERVAL_MS = 2000;

/**
 * Shows the progress of the index run while `work` is pending: a bar on a terminal, else plain lines. Returns the
 * status that `work` brings.
 */
export async function followIndex(
  connection: RpcConnection,
  out: Output,
  work: () => Promise<ServerStatus>,
): Promise<ServerStatus> {
  let parseStartedAt = 0;
  let plainAt = Number.NEGATIVE_INFINITY;
  let phase = '';
  let isFollowing = true;
  connection.onNotification('index/progress', (progress: IndexProgress) => {
    if (!isFollowing) return;
    const now = performance.now();
    const isNewPhase = progress.phase !== phase;
    phase = progress.phase;
    if (isNewPhase && progress.phase === 'parse') parseStartedAt = now;
    const text = formatProgress(progress, now - parseStartedAt, out.isInteractive);
    if (out.isInteractive) {
      out.status(text);
    } else if (isNewPhase || now - plainAt >= PLAIN_INTERVAL_MS) {
      plainAt = now;
      out.note(text);
    }
  });
  try {
    return await work();
  } finally {
    isFollowing = false;
    out.status('');
  }
}
