import { defineError } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { percentOf } from '../protocol/numbers.ts';

/** The first index is not there yet and waiting for it took too long. */
export const StillIndexing = defineError(
  'STILL_INDEXING',
  (files: number, totalFiles: number, canSearch: boolean) =>
    [
      'The first index of this workspace is being built',
      totalFiles > 0
        ? `: ${files} of ${totalFiles} files (${percentOf(files, totalFiles)} %) are parsed.`
        : '.',
      canSearch
        ? ' search_graph, get_code_snippet and search_code answer for these already; calls and other edges come with the whole index: ask for them later.'
        : ' Ask again in a few seconds.',
    ].join(''),
);

/** There is no index and making one failed. */
export const NoIndex = defineError(
  'NO_INDEX',
  (why: string) => `There is no index to answer from. ${why} \`codebase-memory index\` tries again.`,
);

/** An index run failed; whatever answered before keeps answering. */
export const IndexFailed = defineError('INDEX_FAILED', (why: string, generation: number | null) =>
  generation === null
    ? `The workspace could not be indexed: ${why}. \`codebase-memory doctor\` shows what is known.`
    : `The workspace could not be indexed again: ${why}. The last index keeps answering.`,
);

/** There was no room for an index. */
export const CacheFull = defineError(
  'CACHE_FULL',
  (workspaceDir: string, generation: number | null) =>
    `The workspace could not be indexed: there is no space left in ${workspaceDir}. Free some, or set CBM_CACHE_DIR to ` +
    `another directory.${generation === null ? '' : ' The last index keeps answering.'}`,
  EXIT_CODES.cacheNotWritable.code,
);

/** The database file on disk could not be opened. */
export const GenerationUnusable = defineError(
  'GENERATION_UNUSABLE',
  (generation: number, why: string) =>
    `The index (generation ${generation}) cannot be used: ${why}. The workspace is indexed anew.`,
);

/** The published index has the format of an older version; it is replaced once a new one is complete. */
export const OlderIndex = defineError(
  'OLDER_INDEX',
  (generation: number) =>
    `The index (generation ${generation}) was made by an older version of Codebase Memory. The workspace is indexed anew.`,
);

/** The live database was found broken, or another program laid hands on it, while the server ran. */
export const GenerationHarmed = defineError(
  'GENERATION_HARMED',
  (generation: number, why: string) =>
    `The index (generation ${generation}) was harmed while in use: ${why}. The workspace is indexed anew.`,
);

/** The workspace's folder does not exist any more. */
export const RootMissing = defineError(
  'ROOT_MISSING',
  (root: string) =>
    `The folder ${root} is gone. The last index keeps answering; when the folder is back, it is brought up to date.`,
  66,
);

/** The server process ended before it could be reached. */
export const ServerDidNotStart = defineError(
  'SERVER_DID_NOT_START',
  (how: string, log: string) => `The server ended while starting (${how}). ${log} says more.`,
);

/** A server process owns the workspace but can't be reached. */
export const ServerUnreachable = defineError(
  'SERVER_UNREACHABLE',
  (seconds: number, workspaceDir: string) =>
    `No server could be reached within ${seconds} s. \`codebase-memory doctor\` shows who holds the lock in ${workspaceDir}.`,
);

/** A command needs a running server and there is none. */
export const NotRunning = defineError(
  'NOT_RUNNING',
  (root: string) => `No server is running for ${root}. \`codebase-memory serve\` starts one.`,
);

/** The index of a workspace was to be deleted while a server answers from it. */
export const WorkspaceInUse = defineError(
  'WORKSPACE_IN_USE',
  (root: string, pid: number) =>
    `Process ${pid} serves ${root}, so its index is not deleted. Close its windows and sessions, or end the server ` +
    `with \`codebase-memory stop ${root}\` and delete again.`,
);

/** The request came while the server was ending. */
export const Draining = defineError(
  'DRAINING',
  () => 'The server is ending. Ask again: a new one is started.',
);

/** The published index was written by a newer version; it is neither read nor replaced. */
export const NewerIndex = defineError(
  'NEWER_INDEX',
  (workspaceDir: string) =>
    `The index in ${workspaceDir} was made by a newer version of Codebase Memory. Update this one, ` +
    'or set CBM_CACHE_DIR to keep a second index.',
);

/** A dump was asked for an edge kind or tier that does not exist. */
export const UnknownDumpFilter = defineError(
  'UNKNOWN_DUMP_FILTER',
  (name: string, known: readonly string[]) => `"${name}" is not one of ${known.join(', ')}.`,
  2,
);

/** A checkpoint was asked for in a mode that SQLite does not have. */
export const UnknownCheckpointMode = defineError(
  'UNKNOWN_CHECKPOINT_MODE',
  (mode: string, known: readonly string[]) => `"${mode}" is not one of ${known.join(', ')}.`,
  2,
);

/** A window told of a buffer in a form that is none. */
export const BufferInvalid = defineError(
  'BUFFER_INVALID',
  (needed: string) => `An unsaved buffer needs ${needed}.`,
);

/** A window told of a file that no language claims. */
export const BufferNotSource = defineError(
  'BUFFER_NOT_SOURCE',
  (path: string) => `${path} is not a source file of a known language. Its text is taken from the disk.`,
);

/** An unsaved text is larger than files may be. */
export const BufferTooLarge = defineError(
  'BUFFER_TOO_LARGE',
  (path: string, sizeBytes: number, limitBytes: number) =>
    `The unsaved text of ${path} has ${sizeBytes} bytes, more than the limit of ${limitBytes}. ` +
    'Raise codebaseMemory.index.maxFileSizeKb to have it indexed.',
);

/** More is unsaved than the server keeps in memory. */
export const TooManyBuffers = defineError(
  'TOO_MANY_BUFFERS',
  (path: string) => `So much is unsaved that the text of ${path} is taken from the disk. Save some files.`,
);

/** The token was asked for with an address that is not the server's: another program may listen there. */
export const EndpointMoved = defineError(
  'ENDPOINT_MOVED',
  (wanted: string, endpoint: string) =>
    `The server does not listen on ${wanted} but on ${endpoint}, so its token is not given. ` +
    'Set the client up for that address: "Connect Claude Code" in VS Code does it, or edit its url.',
);

/** The token was asked for without an address, and there is more than one that it may be meant for. */
export const EndpointNotNamed = defineError(
  'ENDPOINT_NOT_NAMED',
  (root: string, endpoint: string) =>
    `The server of ${root} has had another address before, which a client may still use. Name the one the token is for: ` +
    `\`codebase-memory headers --for ${endpoint}\`.`,
);

/** What was indexed is nowhere but in windows. */
export const UnsavedTexts = defineError(
  'UNSAVED_TEXTS',
  () =>
    'Windows hold texts that are not saved, and the index holds them too. Save them or close them, then try again.',
);
