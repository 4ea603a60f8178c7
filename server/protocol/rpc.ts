// The typed wire between a server and its windows and command lines. Methods are `area/verb`.
import type { NodeKind, Reason, Tier } from './graph.ts';
import type { GraphAnswer, GraphNode, GraphQuestion } from './graphView.ts';
import type { CheckpointMode, Settings } from './settings.ts';
import type { CheckpointReport, IndexProgress, ServerStatus, SessionReport } from './status.ts';

/**
 * Who is calling. A client that has the token of the discovery file proves it for a number of its own, and so does the
 * server in its answer: what listens on an address that a server has left learns nothing. Showing the token is accepted.
 */
export interface ClientHello {
  readonly token?: string;
  readonly nonce?: string;
  readonly proof?: string;
  readonly kind: 'cli' | 'window';
  readonly version: string;
  readonly protocol: number;
  /** Set by a client of another protocol that only wants this server to end. */
  readonly onlyToStop?: boolean;
  /** Of a window: all folders that it shows, as they are written there. */
  readonly folders?: readonly string[];
  /** The knobs of SQLite that the client's environment sets: they apply to a running server too. */
  readonly environment?: Partial<Pick<Settings, 'mmapBytes' | 'checkpointMode'>>;
}

/** What `dump/open` prints: one row per edge, or the whole graph in canonical order. */
export interface DumpRequest {
  readonly format: 'edges' | 'canonical';
  readonly kind?: string;
  readonly tier?: string;
  /** With `edges`: also rows of the tier `possible`, which are no edges of the graph. */
  readonly possible?: boolean;
}

/** A copy of a generation, and what made it. */
export interface GenerationCopy {
  readonly file: string;
  /** Where the facts of its files are. */
  readonly cache: { readonly folder: string; readonly fingerprint: string; readonly pulled: string };
  /** For views of the repository. */
  readonly scratch: string;
  readonly excludedDirs: readonly string[];
  /** What was taken of the tree. */
  readonly sources: {
    readonly assetsDir: string;
    readonly exclude: readonly string[];
    readonly maxFileSizeBytes: number;
  };
  /** What made the rows and facts: another maker would have made others. */
  readonly maker: {
    readonly program: string;
    /** Names the state of program, grammars and outlines. */
    readonly fingerprint: string;
    readonly schema: number;
    readonly includeGenerated: boolean;
  };
}

/** A tool's answer. */
export interface ToolCallResult {
  /** The rows behind the text, for windows and the command line; sessions are sent the text alone. */
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly isError?: boolean;
  /** With `isError`: the code of the error, which the text begins with. */
  readonly code?: string;
  /** Nothing in this workspace has what was asked for. */
  readonly isEmpty?: boolean;
}

/** A text that a window shows and has not saved. */
export interface BufferChange {
  /** Absolute. */
  readonly path: string;
  /** Grows with every edit of the document. */
  readonly version: number;
  readonly text: string;
}

/** Which unsaved texts a server takes: of files whose name ends so, up to this size in UTF-8. */
export interface AcceptedBuffers {
  readonly extensions: readonly string[];
  readonly maxBytes: number;
}

/** A definition of a file. */
export interface OutlinedSymbol {
  readonly name: string;
  readonly kind: NodeKind;
  /** 1-based. */
  readonly line: number;
}

/** What a file defines, and by which text: SHA-1 as hex, '' where it is not in the index. */
export interface FileOutline {
  readonly hash: string;
  readonly symbols: readonly OutlinedSymbol[];
}

/** A file or folder right below a folder of the workspace; of a folder all numbers are those of what is below it. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: number;
  /** Files of which only a part is in the index, and those that were left out. */
  readonly partial: number;
  readonly skipped: number;
  readonly symbols: number;
  /** Of a file: what is missing and why, '' when nothing is; and the line where that begins, 0 where none is to blame. */
  readonly reason: string;
  readonly line: number;
}

/** What a folder holds, folders first. */
export interface FolderContents {
  readonly entries: readonly FolderEntry[];
}

/** Who uses a definition, over edges that are exact or inferred. */
export interface SymbolUses extends OutlinedSymbol {
  readonly qualified_name: string;
  /** Direct callers outside of tests, and in how many files they are. */
  readonly callers: number;
  readonly callerFiles: number;
  /** Places that use it without calling it: as a value, a type, a base. */
  readonly uses: number;
  /** Tests that reach it over calls. */
  readonly tests: number;
  /** Methods that replace it: a call may dispatch to them. A few names, and how many there are. */
  readonly overriding: readonly string[];
  readonly overridingTotal: number;
}

/** A call as it is written: the symbol around it by qualified name, lines below the first of that, and the name that is called. */
export interface CallSiteKey {
  readonly caller: string;
  readonly offset: number;
  readonly name: string;
}

/** Call sites of one file that a language server may say something of, by the text with this SHA-1. */
export interface SitesToConfirm {
  readonly file: string;
  readonly hash: string;
  /** `line` is 1-based. */
  readonly sites: readonly (CallSiteKey & { readonly line: number })[];
}

/** A place that a language server named as where something is defined. */
export interface DefinedPlace {
  /** Relative to the root, '' outside of it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Where its name begins, in UTF-16 units from 0. */
  readonly character: number;
}

/** A definition that a language server named of what is called. */
export interface AnsweredPlace extends DefinedPlace {
  /**
   * Where it is a variable: the definitions of what it is given there. `isCalled` when it is given what a call of them
   * returns.
   */
  readonly given?: { readonly isCalled: boolean; readonly places: readonly DefinedPlace[] };
}

/** What a language server said of a call. */
export interface AnsweredSite extends CallSiteKey {
  readonly places: readonly AnsweredPlace[];
  /** The name is not written at the call, as where the result of another call is called: there is nothing to ask for. */
  readonly isUnwritten?: boolean;
  /** It can confirm an edge, and refutes none. */
  readonly isUnsure?: boolean;
}

/** How many edges an answer confirms and refutes, and how many calls it names that have none. */
export interface ConfirmedCounts {
  readonly confirmed: number;
  readonly refuted: number;
  readonly added: number;
}

/** How an edge of the index stands to what a language server says of its site. */
export interface JudgedEdge {
  readonly target: string;
  /** '' outside of the workspace. */
  readonly targetFile: string;
  readonly tier: Tier;
  readonly reason: Reason;
  readonly verdict: 'confirmed' | 'refuted' | 'unclear';
}

/** A site of which a language server said something, with the edges of the index and what they miss. */
export interface JudgedSite extends CallSiteKey {
  readonly file: string;
  readonly line: number;
  readonly edges: readonly JudgedEdge[];
  readonly missing: readonly { readonly name: string; readonly file: string }[];
  /** It named definitions outside of the workspace. */
  readonly isOutside: boolean;
  /** Nothing follows from what it did not name. */
  readonly isUnclear: boolean;
}

/** What an index that a compiler made says of calls of a file with this text. */
export interface ImportedFile {
  readonly file: string;
  readonly hash: string;
  readonly sites: readonly AnsweredSite[];
}

/** What came of a part of an imported index. */
export interface ImportedCounts extends ConfirmedCounts {
  /** Sites that were judged. */
  readonly sites: number;
  /** Files of which the index has another text. */
  readonly passedOver: readonly string[];
  /** Sites at which an edge is refuted or missing. */
  readonly differing: readonly JudgedSite[];
}

/** A test that a change may break. */
export interface AffectedTest extends OutlinedSymbol {
  readonly qualified_name: string;
  /** Relative to the root. */
  readonly file: string;
  /** From what the test uses to what has changed, by qualified name; empty when the test has changed itself. */
  readonly way: readonly string[];
}

/** A line for a shell that runs tests in the root. */
export interface TestCommandLine {
  readonly framework: string;
  readonly command: string;
}

/** Every request a client may send, with what it carries and what comes back. `client/hello` must be the first. */
export interface RpcRequests {
  'client/hello': { params: ClientHello; result: { version: string; epoch: string; proof?: string } };
  'status/get': { params: Record<string, never>; result: ServerStatus };
  /** Answers when the tree is indexed: at once if nothing changed and `full` is not set. */
  'index/run': { params: { full: boolean }; result: ServerStatus };
  /** Answers when the index run that is under way has ended; at once when there is none. */
  'index/wait': { params: Record<string, never>; result: ServerStatus };
  /** `context` names the context of a session for which another server asks, so that it is sent no source twice. */
  'query/run': {
    params: { tool: string; arguments: Record<string, unknown>; context?: string };
    result: ToolCallResult;
  };
  /** Names of symbols that may have been meant by a text that none has, the likeliest first. */
  'query/suggest': { params: { text: string }; result: readonly string[] };
  /** What a file of the workspace defines, by its path relative to the root. */
  'editor/outline': { params: { file: string }; result: FileOutline };
  /** Who uses what is defined on these lines of a file. */
  'editor/uses': { params: { file: string; lines: readonly number[] }; result: readonly SymbolUses[] };
  /** What a folder of the workspace holds, by its path relative to the root, '' for the root. */
  'files/list': { params: { folder: string }; result: FolderContents };
  /** A picture of the graph; waits for the first index. Rejects with a coded error for what is no question. */
  'graph/ask': { params: GraphQuestion; result: GraphAnswer };
  /** Symbols of the workspace that a text finds, the best first. */
  'graph/find': { params: { text: string }; result: readonly GraphNode[] };
  /** What to ask a language server next, of files at hand or elsewhere but of no file that ends in one of `without`. */
  'confirm/next': {
    params: { shown: readonly string[]; without: readonly string[]; max: number };
    result: SitesToConfirm | null;
  };
  /** Call sites from all over the workspace, at random. */
  'confirm/sample': { params: { count: number; seed: number }; result: readonly SitesToConfirm[] };
  /** Takes what a language server said, named with its version in `by`. Nothing is believed of another text. */
  'confirm/answers': {
    params: { file: string; hash: string; by: string; sites: readonly AnsweredSite[] };
    result: ConfirmedCounts;
  };
  /** How the index stands to what was said; keeps nothing of it. */
  'confirm/judge': {
    params: { file: string; hash: string; sites: readonly AnsweredSite[] };
    result: readonly JudgedSite[];
  };
  /** All call sites of one file of the index; null when it has none of it. */
  'confirm/sites': { params: { file: string }; result: SitesToConfirm | null };
  /**
   * Judges the calls of files by an imported index, and takes what that says as `confirm/answers` does when `isKept`; where it
   * contradicts an edge only when `isTrusted`. Parts follow one another: what is taken is written with the one that has not
   * `isMore`.
   */
  'confirm/import': {
    params: {
      by: string;
      files: readonly ImportedFile[];
      isKept: boolean;
      isTrusted: boolean;
      isMore: boolean;
    };
    result: ImportedCounts;
  };
  /** Forgets what was taken from imported indexes; how many sites that were. */
  'confirm/forget': { params: Record<string, never>; result: { readonly sites: number } };
  /** Tests that what differs from HEAD, or from where HEAD left `since`, may break. Rejects with a coded error without git. */
  'tests/affected': { params: { since?: string }; result: readonly AffectedTest[] };
  /** How tests of one file are run, all of them when none is named; null when it is not known. */
  'tests/command': {
    params: { file: string; names: readonly string[] };
    result: TestCommandLine | null;
  };
  'dump/open': { params: DumpRequest; result: { dump: number } };
  /** The next piece of text; null at the end. The client pulls, so a slow reader costs no memory. */
  'dump/read': { params: { dump: number }; result: { text: string | null } };
  /** Changes what is named, null returns to the default; answers with what is in force, the environment above all. */
  'settings/set': { params: { readonly [Key in keyof Settings]?: Settings[Key] | null }; result: Settings };
  /** Brings the index up to date and copies it into a file that is the caller's to delete. */
  'artifact/copy': { params: Record<string, never>; result: GenerationCopy };
  /** Runs a checkpoint now, in the mode of the settings unless one is named; null when no generation is open. */
  'store/checkpoint': { params: { mode?: CheckpointMode }; result: CheckpointReport | null };
  /** What may be told with `buffers/changed`. */
  'buffers/accepted': { params: Record<string, never>; result: AcceptedBuffers };
  /**
   * Answers are given from this text until the buffer or the connection is closed; not when it is what is on disk. Rejects
   * with a coded error for what is not a source file of the workspace.
   */
  'buffers/changed': { params: BufferChange; result: { readonly isOverlaid: boolean } };
  /** The window shows what is on disk: the document was saved, reverted or closed. */
  'buffers/closed': { params: { path: string }; result: Record<string, never> };
  /** The documents that the window has open, by absolute paths: a first index begins with them. */
  'buffers/shown': { params: { paths: readonly string[] }; result: Record<string, never> };
  /** A person has read that the last server crashed: from now on the status does not tell it, to any window. */
  'crash/read': { params: Record<string, never>; result: Record<string, never> };
  /** The MCP sessions of the last minutes, the busiest first. */
  'sessions/list': { params: Record<string, never>; result: readonly SessionReport[] };
  /** With `stayAway` the windows that are connected do not start another server by themselves. */
  'server/stop': { params: { reason: string; stayAway?: boolean }; result: Record<string, never> };
}
export type RpcMethod = keyof RpcRequests;

/** What the server tells connected clients unasked. */
export interface RpcNotifications {
  'index/progress': IndexProgress;
  'status/changed': ServerStatus;
  'sessions/changed': readonly SessionReport[];
  /** The server ends, for this reason; the last thing it says. */
  'server/ending': { reason: string; stayAway: boolean };
}
export type RpcNotification = keyof RpcNotifications;

/** What an error carries over the wire besides its message: the client decides by `code`. */
export interface RpcErrorData {
  readonly code: string;
  readonly exitCode: number;
}
