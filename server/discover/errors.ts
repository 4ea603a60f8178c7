// The error catalogue of discover: a folder that can't be indexed (exit code 66, "no input") and a file that is not
// handed out. `skipReasonOf` turns the second kind into the few words index_status shows.

import { type CodedError, defineError, messageOf } from '../errors.ts';

const noInput = 66;

export const RootMissing = defineError(
  'ROOT_MISSING',
  (folder: string) => `There is no folder ${folder}. Check the path, or create the folder first.`,
  noInput,
);

export const RootNotFolder = defineError(
  'ROOT_NOT_FOLDER',
  (path: string) => `${path} is not a folder. Name the folder that contains it instead.`,
  noInput,
);

export const RootUnreadable = defineError(
  'ROOT_UNREADABLE',
  (folder: string, why: string) =>
    `The folder ${folder} can't be read (${why}). Give this user read and execute permission on it, or name another folder.`,
  noInput,
);

export const RootIsHome = defineError(
  'ROOT_IS_HOME',
  (folder: string) =>
    `${folder} is your home directory, which is not indexed as a whole. Name one project folder inside it.`,
  noInput,
);

export const RootIsFilesystemRoot = defineError(
  'ROOT_IS_FILESYSTEM_ROOT',
  (folder: string) =>
    `${folder} is the root of the file system, which is not indexed as a whole. Name one project folder inside it.`,
  noInput,
);

export const RootInCache = defineError(
  'ROOT_IN_CACHE',
  (folder: string, cacheRoot: string) =>
    `${folder} belongs to the index cache ${cacheRoot}. Name a project folder, or move the cache with CBM_CACHE_DIR.`,
  noInput,
);

export const FileMissing = defineError(
  'FILE_MISSING',
  (path: string) => `There is no file ${path} in the workspace. Search for its name, or check the path.`,
);

export const FileOutsideRoot = defineError(
  'FILE_OUTSIDE_ROOT',
  (path: string) =>
    `${path} is not inside the workspace. Only files of the workspace are read: give a path below its root.`,
);

export const FileForbidden = defineError(
  'FILE_FORBIDDEN',
  (path: string) =>
    `${path} is a file of the index itself and is never read as source. Name a file of the project.`,
);

export const FileNotRegular = defineError(
  'FILE_NOT_REGULAR',
  (path: string, kind: string) => `${path} is a ${kind}, not a regular file. Name a regular file.`,
);

export const FileUnreadable = defineError(
  'FILE_UNREADABLE',
  (path: string, why: string) => `${path} can't be read (${why}). Check its permissions and try again.`,
);

export const FileTooLarge = defineError(
  'FILE_TOO_LARGE',
  (path: string, sizeBytes: number, limitBytes: number) =>
    `${path} has ${sizeBytes} bytes, more than the limit of ${limitBytes}. Raise codebaseMemory.index.maxFileSizeKb to read it.`,
);

export const FileBinary = defineError(
  'FILE_BINARY',
  (path: string) => `${path} holds NUL bytes, so it is not text. Name a text file.`,
);

const skipReasons: Readonly<Record<string, string>> = {
  [FileMissing.code]: 'disappeared while indexing',
  [FileOutsideRoot.code]: 'leads out of the workspace',
  [FileForbidden.code]: 'belongs to the index cache',
  [FileNotRegular.code]: 'not a regular file',
  [FileTooLarge.code]: 'larger than the size limit',
  [FileBinary.code]: 'binary (holds NUL bytes)',
};

/** The few words index_status shows for a file that `ReadGate.read` refused. */
export function skipReasonOf(thrown: unknown): string {
  if (!isCoded(thrown)) return `unreadable (${messageOf(thrown)})`;
  if (thrown.code === FileUnreadable.code) return unreadable(thrown.cause);
  return skipReasons[thrown.code] ?? thrown.message;
}

/** The reason for something the operating system would not let us read: names the system's error code. */
export function unreadable(cause: unknown): string {
  return `unreadable (${systemCodeOf(cause) ?? messageOf(cause)})`;
}

/** The code of a system error (`ENOENT`, `EACCES`, …), undefined for anything else. */
export function systemCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

function isCoded(thrown: unknown): thrown is CodedError {
  return thrown instanceof Error && 'exitCode' in thrown && systemCodeOf(thrown) !== undefined;
}

export const DecisionMissing = defineError('DECISION_MISSING', (wanted: string, known: readonly string[]) =>
  known.length === 0
    ? `There is no decision record yet. mode "create" with title and content writes the first.`
    : `No decision record is "${wanted}". There are: ${known.join('; ')}.`,
);

export const DecisionExists = defineError(
  'DECISION_EXISTS',
  (path: string) => `${path} is there already. Give the record another title, or update that one.`,
);

export const DecisionChanged = defineError(
  'DECISION_CHANGED',
  (path: string) =>
    `${path} is not what was read: nothing was written. Read it with mode "get", and pass the hash that is told there.`,
);
