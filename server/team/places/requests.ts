// Requests over HTTP to a place that may be hostile: nothing is read beyond a limit, nothing is waited for without end, no
// redirect is followed here. Knows no place and no credential.

import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { createRequire } from 'node:module';
import { http } from '../../nodeHttp.ts';
import { ArtifactRefused } from '../errors.ts';

/** How long a place may take. */
export interface Patience {
  /** Without a byte. */
  readonly stallMs: number;
  /** What it must send or take on average once `stallMs` have passed. */
  readonly leastBytesPerSecond: number;
}

const USUAL_PATIENCE: Patience = { stallMs: 10_000, leastBytesPerSecond: 524_288 };

/** Connections to one place. */
const MOST_SOCKETS = 4;
/** A body that nobody asked for is read to here, for what it says of an error. */
const ERROR_BYTES = 65_536;

export interface PlaceRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Of the answer, when it is one of success. */
  readonly maxBytes?: number;
}

export interface PlaceResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Makes requests, keeping its connections. */
export class Requests {
  readonly #patience: Patience;
  readonly #agents = new Map<string, Agent>();

  constructor(patience: Patience = USUAL_PATIENCE) {
    this.#patience = patience;
  }

  /** Rejects with ARTIFACT_REFUSED in words for a person; an answer with an error status is an answer. */
  send({ method, url, headers = {}, body, maxBytes = ERROR_BYTES }: PlaceRequest): Promise<PlaceResponse> {
    const { stallMs, leastBytesPerSecond } = this.#patience;
    const most = Math.max(body?.length ?? 0, maxBytes);
    const mostMs = stallMs + (most / leastBytesPerSecond) * 1000;
    const length =
      method === 'PUT' || method === 'POST' || method === 'PATCH' ? (body?.length ?? 0) : undefined;
    const options: RequestOptions = {
      method,
      agent: this.#agentOf(url),
      headers: { ...headers, ...(length === undefined ? {} : { 'content-length': String(length) }) },
    };
    return new Promise((resolve, reject) => {
      const request = this.#clientOf(url).request(url, options);
      const fail = (why: string) => {
        request.destroy();
        reject(ArtifactRefused(`${url.host} ${why}`));
      };
      const timer = setTimeout(() => fail(`took longer than ${Math.round(mostMs / 1000)} s`), mostMs);
      request.setTimeout(stallMs, () => fail(`sent nothing for ${Math.round(stallMs / 1000)} s`));
      request.on('error', ({ message }) => fail(`can't be reached: ${message}`));
      request.on('close', () => clearTimeout(timer));
      request.on('response', (response) => {
        const limit = isSuccess(response) ? maxBytes : ERROR_BYTES;
        // A layer announces how long it is: it is read into one piece.
        const announced = Math.min(limit, Number(response.headers['content-length'] ?? 0) || 0);
        let bytes: Buffer = Buffer.allocUnsafe(method === 'HEAD' ? 0 : announced);
        let read = 0;
        response.on('data', (chunk: Buffer) => {
          if (read + chunk.length > limit) {
            fail(`sent more than ${limit} bytes`);
            return;
          }
          if (read + chunk.length > bytes.length) bytes = enlarge(bytes, read + chunk.length);
          read += chunk.copy(bytes, read);
        });
        response.on('error', ({ message }) => fail(`broke off: ${message}`));
        response.on('end', () => {
          const { statusCode: status = 0, headers: told } = response;
          if (!response.complete) fail('broke off');
          else resolve({ status, headers: told, body: bytes.subarray(0, read) });
        });
      });
      request.end(body);
    });
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  #clientOf({ protocol }: URL): {
    request(url: URL, options: RequestOptions): ClientRequest;
    Agent: typeof Agent;
  } {
    if (protocol === 'https:')
      return createRequire(import.meta.url)('node:https') as typeof import('node:https');
    return http;
  }

  #agentOf(url: URL): Agent {
    const known = this.#agents.get(url.origin);
    if (known) return known;
    const agent = new (this.#clientOf(url).Agent)({ keepAlive: true, maxSockets: MOST_SOCKETS });
    this.#agents.set(url.origin, agent);
    return agent;
  }
}

function enlarge(bytes: Buffer, least: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(least, 2 * bytes.length));
  bytes.copy(larger);
  return larger;
}

function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}
