// Settings a person can change, and how a value from outside becomes one. Pure: reads no environment, writes no log.

/** How SQLite folds its log into the database file. */
export const CHECKPOINT_MODES = ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'] as const;
export type CheckpointMode = (typeof CHECKPOINT_MODES)[number];

/** Which events the server's log keeps: those of this level and worse ones. */
export const LOG_LEVELS = ['error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Which tools sessions are offered. */
export const TOOL_PROFILES = ['default', 'full'] as const;
export type ToolProfile = (typeof TOOL_PROFILES)[number];

/** The settings of one server; every one has a default that needs no thought. */
export interface Settings {
  /** Bytes of the database that are mapped into memory, 0 for none. */
  readonly mmapBytes: number;
  readonly checkpointMode: CheckpointMode;
  /** Parse workers of an index run, 0 for one per core. */
  readonly workers: number;
  /** The server ends this long after its last client. */
  readonly idleExitMs: number;
  /** A larger source file is skipped and named. */
  readonly maxFileSizeBytes: number;
  /** Patterns in .gitignore form, in addition to the ignore files of the project. */
  readonly exclude: readonly string[];
  readonly includeGenerated: boolean;
  /** What the server may use of main memory, 0 for no limit of its own. */
  readonly memoryLimitBytes: number;
  readonly logLevel: LogLevel;
  readonly toolProfile: ToolProfile;
  /** Where the artifacts of the team are, from which a first index is taken; '' for none. */
  readonly artifact: string;
}

/** What holds when nobody said otherwise. */
export const DEFAULT_SETTINGS: Settings = {
  mmapBytes: 67_108_864,
  checkpointMode: 'PASSIVE',
  workers: 0,
  idleExitMs: 600_000,
  maxFileSizeBytes: 10_485_760,
  exclude: [],
  includeGenerated: false,
  memoryLimitBytes: 0,
  logLevel: 'info',
  toolProfile: 'default',
  artifact: '',
};

/** The settings that are one word of a list. */
const WORDS: Partial<Record<keyof Settings, readonly string[]>> = {
  checkpointMode: CHECKPOINT_MODES,
  logLevel: LOG_LEVELS,
  toolProfile: TOOL_PROFILES,
};

/** The environment variable of each setting that has one. It wins over the setting of a window. */
export const SETTING_VARIABLES = {
  mmapBytes: 'CBM_SQLITE_MMAP_SIZE',
  checkpointMode: 'CBM_SQLITE_CHECKPOINT_MODE',
  workers: 'CBM_WORKERS',
  idleExitMs: 'CBM_IDLE_EXIT_MS',
  maxFileSizeBytes: 'CBM_MAX_FILE_SIZE',
  memoryLimitBytes: 'CBM_MEMORY_LIMIT',
  toolProfile: 'CBM_TOOLS_PROFILE',
  artifact: 'CBM_TEAM_ARTIFACT',
} as const satisfies Partial<Record<keyof Settings, string>>;

/** Where the value in force of a setting comes from. */
export type SettingSource = 'default' | 'setting' | 'environment';

/** Settings as they came from outside, cleaned: what is no value at all is left out and named in `warnings`. */
export interface ParsedSettings {
  readonly settings: Partial<Settings>;
  readonly warnings: readonly string[];
}

/** Reads the settings of an environment. A negative number becomes 0, garbage is left out. */
export function parseEnvironmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedSettings {
  const given: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(SETTING_VARIABLES)) {
    const text = environment[variable]?.trim();
    if (text === undefined || text === '') continue;
    const number = Number(text);
    given[key] = isNumberSetting(key) && Number.isFinite(number) ? number : text;
  }
  return parseSettings(given, (key) => SETTING_VARIABLES[key as keyof typeof SETTING_VARIABLES]);
}

/**
 * Cleans settings that a window sent. A negative number becomes 0; what has the wrong type or names nothing is left
 * out with a warning that calls it by `nameOf(key)`. Unknown keys are ignored: a newer window may know more.
 */
export function parseSettings(
  given: Readonly<Record<string, unknown>>,
  nameOf: (key: keyof Settings) => string = (key) => key,
): ParsedSettings {
  const warnings: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS, name)) continue;
    const key = name as keyof Settings;
    const cleaned = clean(key, value);
    if (cleaned !== undefined) settings[key] = cleaned;
    else {
      warnings.push(
        `${nameOf(key)}=${String(value)} is not ${describeKind(key)}; it is ignored and the default ` +
          `${JSON.stringify(DEFAULT_SETTINGS[key])} is used unless set elsewhere.`,
      );
    }
  }
  return { settings, warnings };
}

function clean(key: keyof Settings, value: unknown): Settings[keyof Settings] | undefined {
  const words = WORDS[key];
  if (words) {
    const given = typeof value === 'string' ? value.toLowerCase() : undefined;
    return words.find((word) => word.toLowerCase() === given);
  }
  if (isNumberSetting(key)) {
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : undefined;
  }
  if (key === 'exclude') {
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  }
  return typeof value === typeof DEFAULT_SETTINGS[key] ? (value as boolean | string) : undefined;
}

function isNumberSetting(key: string): boolean {
  return typeof DEFAULT_SETTINGS[key as keyof Settings] === 'number';
}

function describeKind(key: keyof Settings): string {
  const words = WORDS[key];
  if (words) return `one of ${words.join(', ')}`;
  if (key === 'exclude') return 'a list of patterns';
  if (isNumberSetting(key)) return 'a number';
  return typeof DEFAULT_SETTINGS[key] === 'string' ? 'a text' : 'true or false';
}
