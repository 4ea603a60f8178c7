// Who may talk to the endpoint: decided from the headers alone, before a byte of the body is read.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isSameSecret } from '../ownership/epoch.ts';

/** Why a request is turned away; the message tells the caller what to do. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What a request must match. `host` includes the port. */
export interface Admission {
  readonly host: string;
  readonly token: string;
}

/**
 * Refuses what a browser would send: a foreign Host (DNS rebinding), any Origin or Sec-Fetch-Site. Undefined when the
 * request may go on.
 */
export function refuseForeign(
  { headers, headersDistinct }: Pick<IncomingMessage, 'headers' | 'headersDistinct'>,
  admission: Admission,
): Refusal | undefined {
  // Of several, who stands between might have looked at another one.
  if (headers.host !== admission.host || headersDistinct['host']?.length !== 1) {
    return {
      status: 403,
      code: 'FOREIGN_HOST',
      message: `The Host header must be ${admission.host}. Use the endpoint as \`codebase-memory status\` prints it.`,
    };
  }
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return { status: 403, code: 'FOREIGN_ORIGIN', message: 'Requests from web pages are refused.' };
  }
  return undefined;
}

/** Refuses a request without the token of this server. Takes the same time whatever the difference is. */
export function refuseUnauthorized(headers: IncomingHttpHeaders, admission: Admission): Refusal | undefined {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (isSameSecret(given, admission.token)) return undefined;
  return {
    status: 401,
    code: 'UNAUTHORIZED',
    message:
      'The Authorization header must be "Bearer <token>" with the token of this server, which changes when the server ' +
      'restarts. `codebase-memory headers` prints it; the stdio bridge `codebase-memory mcp` needs none.',
  };
}

/** Refuses a method that MCP does not know, which what answers MCP could not even name. */
export function refuseMethod(method: string | undefined): Refusal | undefined {
  if (method === 'POST' || method === 'GET' || method === 'DELETE') return undefined;
  return { status: 405, code: 'METHOD_NOT_ALLOWED', message: 'MCP messages are sent by POST.' };
}

/** Refuses a body that is not JSON, or one declared longer than `maxBytes`. */
export function refuseBody(headers: IncomingHttpHeaders, maxBytes: number): Refusal | undefined {
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    return { status: 415, code: 'NOT_JSON', message: 'The Content-Type must be application/json.' };
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) return bodyTooLarge(maxBytes);
  return undefined;
}

/** The refusal of a body that turned out longer than `maxBytes`. */
export function bodyTooLarge(maxBytes: number): Refusal {
  return { status: 413, code: 'BODY_TOO_LARGE', message: `A request may have ${maxBytes} bytes at most.` };
}
