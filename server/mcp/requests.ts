// Requests of the protocol with their parameters checked here: what the SDK refuses by its own schemas it reports as an
// internal error, with its schema's words.
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { McpServer, Result } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { shorten } from '../errors.ts';

/** Of requests that list everything at once; what a cursor would be is not known. */
export const LIST_PARAMETERS = z.object({ cursor: z.string().optional() });

const ANYTHING = z.looseObject({});
/** So much of the name of a parameter is repeated. */
const MAX_NAME = 100;

/** Answers a request; parameters that `schema` refuses are named by an error of the kind invalid params. */
export function serveRequest<Parameters>(
  server: McpServer['server'],
  method: string,
  schema: z.ZodType<Parameters>,
  run: (given: Parameters) => Result | Promise<Result>,
): void {
  server.setRequestHandler(method, { params: ANYTHING }, (given) => {
    const parsed = schema.safeParse(given);
    if (!parsed.success) throw refuse(`${method}: ${parsed.error.issues.map(describeIssue).join('; ')}.`);
    return run(parsed.data);
  });
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `"${shorten(path.map(String).join('.'), MAX_NAME)}": ${message}`;
}

/** An error that says what is wrong with the parameters of a request. */
export function refuse(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
