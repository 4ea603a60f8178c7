// A client that calls tools through the MCP endpoint over one connection that stays open.
import { Agent, request } from 'node:http';
import type { Discovery } from '../server/ownership/discovery.ts';

/** What asks tools, by whatever way. */
export interface ToolClient extends Disposable {
  /** Calls a tool and returns its result; throws when the server answers with an error of any sort. */
  callTool(name: string, args: object): Promise<unknown>;
}

/** One connection to a server. `using` closes it. */
export class EndpointClient implements ToolClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #endpoint: string;
  readonly #token: string;
  #lastId = 0;

  constructor({ endpoint, token }: Discovery) {
    this.#endpoint = endpoint;
    this.#token = token;
  }

  async callTool(name: string, args: object): Promise<unknown> {
    const id = ++this.#lastId;
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name, arguments: args },
    });
    const text = await this.#post(body);
    return readToolAnswer(name, text.startsWith('{') ? text : dataOf(text));
  }

  #post(body: string): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    };
    return new Promise((resolve, reject) => {
      const call = request(this.#endpoint, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`HTTP ${response.statusCode}: ${text.slice(0, 500)}`));
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** The result in a JSON-RPC answer of the tool `name`; throws when it is an error of any sort. */
export function readToolAnswer(name: string, text: string): unknown {
  const { error, result } = JSON.parse(text) as {
    error?: { message: string };
    result?: { isError?: boolean };
  };
  if (error) throw new Error(`${name}: ${error.message}`);
  if (result?.isError) throw new Error(`${name}: ${JSON.stringify(result).slice(0, 500)}`);
  return result;
}

/** The last message of a stream of server-sent events. */
function dataOf(stream: string): string {
  const lines = stream.split('\n').filter((line) => line.startsWith('data:'));
  return lines.at(-1)?.slice('data:'.length) ?? '';
}
