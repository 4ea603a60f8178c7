// The settings of VS Code, each declared once: `npm run generate` writes them into package.json and the README, and the
// extension reads them by this table. Defaults and environment variables are those of settings.ts.
import {
  CHECKPOINT_MODES,
  DEFAULT_SETTINGS,
  LOG_LEVELS,
  SETTING_VARIABLES,
  TOOL_PROFILES,
} from './settings.ts';
import type { Settings } from './settings.ts';

/** The section all settings are in. */
export const SETTINGS_SECTION = 'codebaseMemory';

/** What a value may be. */
export type SettingKind =
  | { readonly type: 'integer'; readonly minimum: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'string' }
  | { readonly type: 'patterns' }
  | { readonly type: 'word'; readonly words: readonly string[]; readonly meanings: readonly string[] };

/** One setting as people see it. */
export interface SettingDeclaration {
  /** Within the section, such as `sqlite.mmapSize`. */
  readonly id: string;
  readonly description: string;
  /** `machine` is not read from a workspace, which could otherwise decide over places outside of it. */
  readonly scope: 'resource' | 'machine';
  readonly kind: SettingKind;
  readonly default: number | boolean | string | readonly string[];
  /** The setting of the server it becomes; absent for one that only the extension knows. */
  readonly key?: keyof Settings;
  /** What 1 is in the unit of the server's setting. */
  readonly unit?: number;
  /** The environment variable that wins over it. */
  readonly variable?: string;
}

const MINUTE_MS = 60_000;
const KIB = 1024;
const MIB = 1_048_576;

/** All settings, in the order people see them. */
export const SETTING_DECLARATIONS: readonly SettingDeclaration[] = [
  forServer('mmapBytes', 1, {
    id: 'sqlite.mmapSize',
    description: 'Bytes of the database that SQLite maps into memory. 0 turns mapping off.',
    kind: { type: 'integer', minimum: 0 },
  }),
  forServer('checkpointMode', undefined, {
    id: 'sqlite.checkpointMode',
    description: 'How SQLite folds its log into the database file.',
    kind: {
      type: 'word',
      words: CHECKPOINT_MODES,
      meanings: [
        'Folds what it can without waiting for anybody.',
        'Waits for readers and folds the whole log.',
        'As FULL, and the log starts again at its beginning.',
        'As RESTART, and the log is cut to nothing.',
      ],
    },
  }),
  {
    id: 'cacheDir',
    description: 'Where the indexes of all workspaces are kept. Empty: the cache directory of the user.',
    scope: 'machine',
    kind: { type: 'string' },
    default: '',
    variable: 'CBM_CACHE_DIR',
  },
  forServer('exclude', undefined, {
    id: 'index.exclude',
    description:
      'What is left out of the index, as patterns of .gitignore, beside what the ignore files say.',
    kind: { type: 'patterns' },
  }),
  forServer('maxFileSizeBytes', KIB, {
    id: 'index.maxFileSizeKb',
    description: 'A larger source file is skipped and named among the problems. In KiB.',
    kind: { type: 'integer', minimum: 1 },
  }),
  forServer('workers', 1, {
    id: 'index.workers',
    description: 'Threads that parse during an index run. 0: one per core.',
    kind: { type: 'integer', minimum: 0 },
  }),
  forServer('includeGenerated', undefined, {
    id: 'index.includeGenerated',
    description: 'Also indexes minified code, copied web libraries and vendored folders of any size.',
    kind: { type: 'boolean' },
  }),
  forServer('idleExitMs', MINUTE_MS, {
    id: 'server.idleExitMinutes',
    description: 'The server ends this long after its last window and its last question.',
    kind: { type: 'integer', minimum: 0 },
  }),
  forServer('memoryLimitBytes', MIB, {
    id: 'server.memoryLimitMb',
    description:
      'Main memory in MiB at which indexing goes on with fewer threads, then stops and says so; what was parsed is kept. 0: no limit.',
    kind: { type: 'integer', minimum: 0 },
  }),
  forServer('logLevel', undefined, {
    id: 'server.logLevel',
    description: "What the server's log keeps.",
    kind: {
      type: 'word',
      words: LOG_LEVELS,
      meanings: ['Only what failed.', 'Also what is not as it should be.', 'Also what was done.'],
    },
  }),
  forServer('artifact', undefined, {
    id: 'team.artifact',
    description:
      "Where the team's CI keeps indexes: a folder, a registry (`registry.example.com/team/index`), `https://…` or `s3://…`. A folder without an index takes the one of the nearest commit from there. Asked about before it is first used.",
    kind: { type: 'string' },
  }),
  forEditor('codeLens', 'Shows callers and tests above each definition.'),
  forEditor('hover', 'Adds callers, tests and where a call may dispatch to the hover of a name.'),
  forEditor('hierarchies', 'Serves the call and type hierarchy of languages that no other extension serves.'),
  forEditor(
    'confirmCalls',
    'While nobody types, asks the language servers of this window about calls, so that answers say which edges are confirmed.',
  ),
  forEditor(
    'references',
    'Finds references and implementations in languages that no other extension serves.',
  ),
  forEditor(
    'workspaceSymbols',
    'Lists symbols of the workspace in languages of which no other extension does.',
  ),
  forEditor(
    'unusedHints',
    'Fades what nothing in the workspace uses or names, with a quick fix that shows why.',
    false,
  ),
  {
    id: 'claude.registration',
    description: 'How Claude Code is connected by "Connect Claude Code…".',
    scope: 'machine',
    kind: {
      type: 'word',
      words: ['bridge', 'http', 'off'],
      meanings: [
        'A launcher that finds or starts the server; one entry for all workspaces.',
        'The address of the server itself; one entry for each workspace.',
        'Not at all.',
      ],
    },
    default: 'bridge',
  },
  {
    id: 'claude.autoConnect',
    description:
      'Whether the extension offers once to connect Claude Code. Nothing is written without a yes.',
    scope: 'machine',
    kind: { type: 'word', words: ['ask', 'never'], meanings: ['Offers it once.', 'Never offers it.'] },
    default: 'ask',
  },
  forServer('toolProfile', undefined, {
    id: 'tools.profile',
    description: 'Which tools sessions are offered.',
    kind: {
      type: 'word',
      words: TOOL_PROFILES,
      meanings: ['The tools for questions about code.', 'Also the tools that manage the index.'],
    },
  }),
];

/** What the extension shows by itself. */
function forEditor(id: string, description: string, isOn = true): SettingDeclaration {
  return { id: `editor.${id}`, description, scope: 'resource', kind: { type: 'boolean' }, default: isOn };
}

function forServer(
  key: keyof Settings,
  unit: number | undefined,
  declaration: Pick<SettingDeclaration, 'id' | 'description' | 'kind'>,
): SettingDeclaration {
  const value = DEFAULT_SETTINGS[key];
  const variables: Partial<Record<keyof Settings, string>> = SETTING_VARIABLES;
  const variable = variables[key];
  return {
    ...declaration,
    key,
    scope: 'resource',
    default: typeof value === 'number' ? value / (unit ?? 1) : value,
    ...(unit === undefined ? {} : { unit }),
    ...(variable === undefined ? {} : { variable }),
  };
}
