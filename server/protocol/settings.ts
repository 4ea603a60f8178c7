// Settings a person can change, and how a value from outside becomes one. Pure: reads no environment, writes no log.

/** How SQLite folds its log into the database file. */
export const CHECKPOINT_MODES = ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'] as const;
export type CheckpointMode = (typeof CHECKPOINT_MODES)[number];

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
}

/** What holds when nobody said otherwise. */
export const DEFAULT_SETTINGS: Settings = {
  mmapBytes: 67_108_864,
  checkpointMode: 'PASSIVE',
  workers: 0,
  idleExitMs: 600_000,
  maxFileSizeBytes: 2_097_152,
  exclude: [],
  includeGenerated: false,
};

/** The environment variable of each setting that has one. It wins over the setting of a window. */
export const SETTING_VARIABLES = {
  mmapBytes: 'CBM_SQLITE_MMAP_SIZE',
  checkpointMode: 'CBM_SQLITE_CHECKPOINT_MODE',
  workers: 'CBM_WORKERS',
  idleExitMs: 'CBM_IDLE_EXIT_MS',
  maxFileSizeBytes: 'CBM_MAX_FILE_SIZE',
} as const satisfies Partial<Record<keyof Settings, string>>;

/**
 * Reads the settings of an environment. A negative number becomes 0; what is no value at all is left out and named
 * in `warnings`.
 */
export function parseEnvironmentSettings(environment: Readonly<Record<string, string | undefined>>): {
  settings: Partial<Settings>;
  warnings: string[];
} {
  const warnings: string[] = [];
  const settings: { -readonly [Key in keyof Settings]?: Settings[Key] } = {};
  for (const [key, variable] of Object.entries(SETTING_VARIABLES)) {
    const text = environment[variable]?.trim();
    if (text === undefined || text === '') continue;
    if (key === 'checkpointMode') {
      const mode = CHECKPOINT_MODES.find((candidate) => candidate === text.toUpperCase());
      if (mode) settings.checkpointMode = mode;
      else
        warnings.push(
          `${variable}=${text} is not one of ${CHECKPOINT_MODES.join(', ')}; the default is used.`,
        );
      continue;
    }
    const number = Number(text);
    if (Number.isFinite(number)) settings[key as 'mmapBytes'] = Math.max(0, Math.trunc(number));
    else warnings.push(`${variable}=${text} is not a number; the default is used.`);
  }
  return { settings, warnings };
}
