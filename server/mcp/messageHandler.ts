// The SDK's stateless handler of messages for both protocol eras, as http.ts calls it. Apart from it because a server that
// no session asks never loads the SDK.
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers admitted requests. */
export interface MessageHandler {
  /** Answers one request whose body was read. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, body: unknown) => Promise<void>;
  readonly noteToolsChanged: () => void;
  /** Ends the streams that have no end by themselves. */
  readonly close: () => Promise<void>;
}

/** Makes the handler; each request has a server of its own from `createMcpServer`. */
export function createMessageHandler(
  createMcpServer: McpServerFactory,
  maxRequestBodySize: number,
  onerror: (error: Error) => void,
): MessageHandler {
  const handler = createMcpHandler(createMcpServer, { onerror, maxRequestBodySize });
  const serve = toNodeHandler(handler, { onerror, maxRequestBodySize });
  return {
    // The SDK's type of a request has optional members where Node's may be undefined.
    serve: (request, response, body) => serve(request as NodeIncomingMessageLike, response, body),
    noteToolsChanged: () => handler.notify.toolsChanged(),
    close: () => handler.close(),
  };
}
