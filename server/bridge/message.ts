// The little a bridge must know of a JSON-RPC message to carry it over HTTP. Pure.

/** A message of a client as far as the bridge looks into it. */
export interface ClientMessage {
  readonly method?: string;
  readonly id?: string | number | null;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Names the protocol version of a request of the 2026 era; the older era says it once, in `initialize`. */
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';

/** Which parameter of a method the Mcp-Name header repeats (SEP-2243). */
const NAME_PARAMETER: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

/** The message in one line of stdin; undefined when it is not a JSON object or array. */
export function parseMessage(line: string): ClientMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the client waits for an answer to `message`. */
export function isRequest(message: ClientMessage): boolean {
  return Array.isArray(message) || (typeof message.method === 'string' && message.id !== undefined);
}

/** The headers that repeat parts of the body for the 2026 era; `negotiated` is the version the older era agreed on. */
export function getProtocolHeaders(
  message: ClientMessage,
  negotiated: string | undefined,
): Record<string, string> {
  const meta = message.params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
  const version = meta?.[VERSION_KEY];
  if (typeof version !== 'string' || !message.method) {
    return negotiated && message.method !== 'initialize' ? { 'mcp-protocol-version': negotiated } : {};
  }
  const headers: Record<string, string> = { 'mcp-protocol-version': version, 'mcp-method': message.method };
  const name = message.params?.[NAME_PARAMETER[message.method] ?? ''];
  if (typeof name === 'string') headers['mcp-name'] = encodeHeader(name);
  return headers;
}

/** The protocol version in the answer to `initialize`. */
export function findNegotiatedVersion(answer: unknown): string | undefined {
  const version = (answer as { result?: { protocolVersion?: unknown } } | null)?.result?.protocolVersion;
  return typeof version === 'string' ? version : undefined;
}

/** Names of listed tools that must not be called a second time after a lost answer. */
export function findUnrepeatableTools(answer: unknown): string[] {
  const tools = (answer as { result?: { tools?: unknown } } | null)?.result?.tools;
  if (!Array.isArray(tools)) return [];
  return (tools as { name: string; annotations?: { readOnlyHint?: boolean; idempotentHint?: boolean } }[])
    .filter(({ annotations }) => annotations?.readOnlyHint === false && annotations.idempotentHint !== true)
    .map(({ name }) => name);
}

/** The answer of the bridge itself when no server could be asked. */
export function makeErrorAnswer(
  id: string | number | null,
  message: string,
  code: string,
  rpcCode = -32_000,
): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: rpcCode, message, data: { code } } });
}

function encodeHeader(value: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.startsWith('=?base64?');
  return isPlain ? value : `=?base64?${Buffer.from(value, 'utf8').toString('base64')}?=`;
}
