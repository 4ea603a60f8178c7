import type { ToolProfile } from '../protocol/settings.ts';
import type { ToolCallResult } from '../protocol/rpc.ts';
import type { z } from 'zod';

/** How a tool presents itself to a client. */
export interface ToolPresentation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  readonly readOnly: boolean;
  /** Whether it takes away what is not to be had again at once. */
  readonly isDestructive?: boolean;
  /** Whether calling it twice with the same arguments does no more than calling it once; read-only tools always are. */
  readonly idempotent?: boolean;
  /** The smallest profile that offers it; `default` when it is not said. */
  readonly profile?: ToolProfile;
  /** Asks the client to show the tool from the start instead of behind a search. */
  readonly alwaysLoad?: boolean;
  /** Words by which a client that shows tools on demand may find it. */
  readonly searchHint?: string;
  /** The address of the page that shows its answers, in clients that render apps. */
  readonly page?: string;
  /** Its `project` may be another workspace: the tool looks at it itself. */
  readonly takesAnyProject?: boolean;
  /** Whether the tool can answer before the first index exists. */
  readonly answersWithoutIndex?: boolean;
  /** Whether it answers what any text search answers, no more. */
  readonly isTextSearch?: boolean;
}

/** The tools of a server, of all profiles. The order of `tools` is the order clients see. */
export interface ToolRegistry {
  readonly tools: readonly ToolPresentation[];
  /**
   * Calls a tool with unchecked arguments. Never throws for bad input: an unknown tool or argument comes back as a
   * result with `isError` that names what would be accepted.
   */
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolCallResult>;
  /** Whether the definitions of some files are enough for this call, as they are during the first index. */
  answersEarly?(name: string, args: Readonly<Record<string, unknown>>): boolean;
}
