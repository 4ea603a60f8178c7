// The two knobs of SQLite, mmap and checkpoint mode, from the settings to the engine and back to the status: what is
// wanted, what is in force, and why. Knows where a value comes from and when it must not be followed.
import { messageOf } from '../errors.ts';
import { CHECKPOINT_MODES } from '../protocol/settings.ts';
import type { CheckpointMode, Settings } from '../protocol/settings.ts';
import type { CheckpointReport, DatabaseFacts, SqliteStatus } from '../protocol/status.ts';
import type { Engine } from './engine.ts';
import { UnknownCheckpointMode } from './errors.ts';
import { LiveSettings } from './liveSettings.ts';
import { decideMmap } from './mmapPolicy.ts';
import type { MmapDecision } from './mmapPolicy.ts';
import type { Ownership } from './ownership.ts';
import { findRememberedSettings, rememberSettings } from './rememberedSettings.ts';
import { within } from './within.ts';

/** A status does not wait longer than this for a store that is busy with a query. */
const FACTS_PATIENCE_MS = 500;

export class Knobs {
  readonly #ownership: Ownership;
  readonly #live: LiveSettings;
  #mmap: MmapDecision;
  #engine: Engine | undefined;
  #database: DatabaseFacts | null = null;

  constructor(ownership: Ownership) {
    this.#ownership = ownership;
    this.#live = new LiveSettings(process.env, findRememberedSettings(ownership.files.settings));
    this.#mmap = this.#decide();
    ownership.noteMmap(this.#mmap.bytes);
    for (const warning of this.#live.warnings) ownership.log.warn('setting ignored', { warning });
    if (this.#mmap.whyOff) ownership.log.warn('mmap off', { why: this.#mmap.whyOff });
  }

  /** The engine that follows the knobs. */
  connect(engine: Engine): void {
    this.#engine = engine;
  }

  /** All settings in force, with the bytes that may really be mapped. */
  get values(): Settings {
    return { ...this.#live.values, mmapBytes: this.#mmap.bytes };
  }

  /** What a person has to know about settings that are not followed; of the last run only when that is still news. */
  listWarnings(isLastRunNews: boolean): readonly string[] {
    const { whyOff } = this.#mmap;
    const isTold = whyOff !== null && (isLastRunNews || whyOff !== this.#ownership.lastRun.mmapSuspicion);
    return [...this.#live.warnings, ...(isTold ? [`SQLite's mmap is off for this run: ${whyOff}.`] : [])];
  }

  get status(): SqliteStatus {
    const { mmapBytes, checkpointMode } = this.#live.values;
    const bytes = this.#database?.mmapBytes ?? this.#mmap.bytes;
    return {
      mmap: {
        bytes,
        source: this.#live.sourceOf('mmapBytes'),
        wantedBytes: mmapBytes,
        whyOff: this.#mmap.whyOff,
      },
      checkpoint: { mode: checkpointMode, source: this.#live.sourceOf('checkpointMode') },
      database: this.#database,
    };
  }

  /** Takes over what a window sent; it holds when this resolves. */
  async changeByWindow(given: Readonly<Record<string, unknown>>): Promise<void> {
    for (const warning of this.#live.changeByWindow(given)) {
      this.#ownership.log.warn('setting ignored', { warning });
    }
    this.#remember();
    await this.#apply();
  }

  /** Takes over what a client's environment sets; it holds when this resolves. */
  async changeByClient(given: Partial<Pick<Settings, 'mmapBytes' | 'checkpointMode'>>): Promise<void> {
    if (this.#live.changeByClient(given)) await this.#apply();
  }

  /** Runs a checkpoint now. Throws UNKNOWN_CHECKPOINT_MODE. */
  async checkpoint(
    mode: CheckpointMode = this.#live.values.checkpointMode,
  ): Promise<CheckpointReport | null> {
    // It comes over the wire, where types are claims.
    if (!CHECKPOINT_MODES.includes(mode)) throw UnknownCheckpointMode(mode, CHECKPOINT_MODES);
    const report = await this.#engine?.checkpoint(mode);
    await this.refresh();
    return report ?? null;
  }

  /** Asks the store what is in force, unless it is busy for long: then the last answer stays. */
  async refresh(): Promise<void> {
    const asked = this.#engine?.inspect().then((facts) => {
      this.#database = facts;
    });
    await within(
      FACTS_PATIENCE_MS,
      asked?.catch(() => {}),
    );
  }

  #remember(): void {
    try {
      this.#ownership.assertOwner();
      rememberSettings(this.#ownership.files.settings, this.#live.ofWindows);
    } catch (error) {
      this.#ownership.log.warn('settings not remembered', { message: messageOf(error) });
    }
  }

  async #apply(): Promise<void> {
    this.#mmap = this.#decide();
    // Before more is mapped: a sudden end must find it recorded.
    this.#ownership.noteMmap(this.#mmap.bytes);
    await this.#engine?.applySettings();
    await this.refresh();
    const { mmapBytes, checkpointMode, logLevel } = this.values;
    this.#ownership.log.info('settings applied', { mmapBytes, checkpointMode, logLevel });
    this.#ownership.log.setLevel(logLevel);
  }

  #decide(): MmapDecision {
    const { fileSystem, lastRun } = this.#ownership;
    return decideMmap(this.#live.values.mmapBytes, fileSystem, lastRun.mmapSuspicion);
  }
}
