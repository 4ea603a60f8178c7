// A window as a process: finds or starts the server, keeps one connection to its socket, and asks over it what it is told
// to. A connection that ends is made anew and the question asked again, as a window does; every other failure is told.
import { CodedError, messageOf } from '../../server/errors.ts';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { dialRpc } from '../../server/rpc/client.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { connectServer } from '../../server/serve/connect.ts';

/** What the scenario asks; `reload` drops the connection, as a window that is loaded again does. */
export type WindowQuestion =
  | { readonly id: number; readonly tool: string; readonly arguments: Record<string, unknown> }
  | { readonly id: number; readonly reload: true };

/** How it went; `content` is undefined when it failed. */
export interface WindowAnswer {
  readonly id: number;
  readonly content?: Record<string, unknown>;
  readonly error?: string;
}

const [root = '', entryFile = '', version = ''] = process.argv.slice(2);
let connection: Promise<RpcConnection> | undefined;

async function connect(): Promise<RpcConnection> {
  const { rpcPath, token } = await connectServer({ root, entryFile, version });
  const made = await dialRpc(rpcPath, { token, kind: 'window', version, protocol: PROTOCOL_VERSION });
  void made.closed.then(() => {
    connection = undefined;
  });
  return made;
}

/** Whether the server behind a connection went away, found or not yet found when it was dialled. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['SERVER_GONE', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(code);
}

async function ask(tool: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  for (;;) {
    try {
      connection ??= connect();
      const server = await connection;
      const { structuredContent, content, isError } = await server.request('query/run', {
        tool,
        arguments: args,
      });
      if (isError || !structuredContent) throw new CodedError('REFUSED', content[0]?.text ?? 'no content', 1);
      return structuredContent;
    } catch (error) {
      connection = undefined;
      if (!isGone(error)) throw error;
    }
  }
}

async function answer(question: WindowQuestion): Promise<WindowAnswer> {
  const { id } = question;
  try {
    if ('tool' in question) return { id, content: await ask(question.tool, question.arguments) };
    const dropped = connection;
    connection = undefined;
    (await dropped?.catch(() => undefined))?.close();
    return { id, content: {} };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

process.on('message', (question: WindowQuestion) => {
  void answer(question).then((told) => process.connected && process.send?.(told));
});
process.on('disconnect', () => process.exit(0));
