// A connection to the endpoint of a server that has proved to be the one that was published, before anything secret is
// said on it. The port of a server that has died may belong to any program by now: what does not know the token gets
// nothing but a question. Small and by hand, because a client of HTTP would not give the connection back.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Discovery } from '../ownership/discovery.ts';
import { createNonce, isSameSecret, makeProof } from '../ownership/epoch.ts';

/** The answer has some 300 bytes. */
const MAX_ANSWER_BYTES = 4096;

/**
 * Opens a connection and has the other end prove itself, within `deadlineMs` for all of it. Rejects with what is wrong:
 * the system's error when nobody listens, another when who listens is not the server.
 */
export function openProvenSocket(
  { endpoint, token }: Pick<Discovery, 'endpoint' | 'token'>,
  deadlineMs: number,
): Promise<Socket> {
  const { host, hostname, port } = new URL(endpoint);
  const nonce = createNonce();
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  return new Promise((resolve, reject) => {
    let answer = '';
    const settle = (failure?: Error): void => {
      clearTimeout(timer);
      socket.off('data', read).off('end', giveUp);
      if (!failure) {
        socket.off('error', settle);
        return resolve(socket);
      }
      socket.destroy();
      reject(failure);
    };
    const giveUp = () => settle(new Error('The server closed the connection.'));
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (answer.length > MAX_ANSWER_BYTES) return settle(new Error('Another program has the address.'));
      const body = findBody(answer);
      if (body === undefined) return;
      const isServer = isSameSecret(findProof(body), makeProof(token, 'server', host, nonce));
      settle(isServer ? undefined : new Error('Another program has the address.'));
    };
    const timer = setTimeout(() => settle(new Error('The server does not answer.')), deadlineMs);
    socket.on('error', settle).on('data', read).once('end', giveUp);
    socket.write(`GET /health?challenge=${nonce} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
}

/** The body of a whole answer; undefined while more is to come. */
function findBody(answer: string): string | undefined {
  const [head = '', body] = answer.split('\r\n\r\n', 2);
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  return body !== undefined && body.length >= length ? body : undefined;
}

function findProof(body: string): string {
  try {
    const health: unknown = JSON.parse(body);
    return typeof health === 'object' && health && 'proof' in health ? String(health.proof) : '';
  } catch {
    return '';
  }
}
