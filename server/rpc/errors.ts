import { ResponseError } from 'vscode-jsonrpc/node';
import { CodedError, defineError, messageOf } from '../errors.ts';
import type { RpcErrorData } from '../protocol/rpc.ts';

/** The connection to the server ended while an answer was awaited. */
export const ServerGone = defineError(
  'SERVER_GONE',
  () => 'The server ended before it answered. Run the command again: it starts a new one.',
);

/** The other side speaks a different version of the wire. */
export const ProtocolMismatch = defineError(
  'PROTOCOL_MISMATCH',
  (ours: number, theirs: number) =>
    `This client speaks protocol ${ours}, the server ${theirs}. Update the older one, or run \`codebase-memory stop\`.`,
);

/** The first message of a client did not carry the token of the server. */
export const NotAdmitted = defineError(
  'NOT_ADMITTED',
  () => 'The first request must be client/hello with a proof of the token in the discovery file.',
);

/** Who listens on the address of a server does not know its token. */
export const ForeignServer = defineError(
  'FOREIGN_SERVER',
  (path: string) =>
    `Another program listens on ${path}; it was told nothing. Run the command again: it finds or starts the server.`,
);

/** What was to be sent is more than the other side reads. */
export const MessageTooLarge = defineError(
  'MESSAGE_TOO_LARGE',
  (bytes: number, limit: number) =>
    `A message of ${bytes} bytes is not sent: ${limit} are the most. Ask with shorter arguments.`,
);

const CODED_ERROR = -32_000;

/** An error as it crosses the wire: message for a person, code for the client. */
export function toResponseError(thrown: unknown): ResponseError<RpcErrorData> {
  const coded = thrown instanceof CodedError ? thrown : undefined;
  return new ResponseError(CODED_ERROR, messageOf(thrown), {
    code: coded?.code ?? 'INTERNAL',
    exitCode: coded?.exitCode ?? 1,
  });
}

/** The error of the catalogue that crossed the wire; anything else is returned as it is. */
export function fromResponseError(thrown: unknown): unknown {
  if (!(thrown instanceof ResponseError)) return thrown;
  const data = thrown.data as Partial<RpcErrorData> | undefined;
  if (typeof data?.code !== 'string') return thrown;
  return new CodedError(data.code, thrown.message, data.exitCode ?? 1, { cause: thrown });
}
