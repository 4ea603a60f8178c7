// The settings of a running server: default, then what windows say, then the environment, which wins. Knows where each
// value comes from; does not know what a value does.
import { DEFAULT_SETTINGS, parseEnvironmentSettings, parseSettings } from '../protocol/settings.ts';
import type { Settings, SettingSource } from '../protocol/settings.ts';

export class LiveSettings {
  #environment: Partial<Settings>;
  #window: Partial<Settings> = {};
  readonly #startWarnings: readonly string[];
  #windowWarnings: readonly string[] = [];

  /** `remembered`: what a window said to a server before this one. */
  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    remembered: Readonly<Record<string, unknown>> = {},
  ) {
    const { settings, warnings } = parseEnvironmentSettings(environment);
    this.#environment = settings;
    this.#startWarnings = warnings;
    this.#window = parseSettings(remembered).settings;
  }

  /** What is in force. */
  get values(): Settings {
    return { ...DEFAULT_SETTINGS, ...this.#window, ...this.#environment };
  }

  /** What windows said and is a value, to be remembered. */
  get ofWindows(): Partial<Settings> {
    return this.#window;
  }

  /** What was ignored, for a person. */
  get warnings(): readonly string[] {
    return [...this.#startWarnings, ...this.#windowWarnings];
  }

  sourceOf(key: keyof Settings): SettingSource {
    if (this.#environment[key] !== undefined) return 'environment';
    return this.#window[key] === undefined ? 'default' : 'setting';
  }

  /** Takes over what a window sent; null takes a setting back. Returns what was ignored. */
  changeByWindow(given: Readonly<Record<string, unknown>>): readonly string[] {
    const parsed = parseSettings(
      Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined)),
    );
    // What was named and is no value falls back to the default, not to what an earlier window said.
    const kept = Object.entries(this.#window).filter(([key]) => !Object.hasOwn(given, key));
    this.#window = { ...(Object.fromEntries(kept) as Partial<Settings>), ...parsed.settings };
    this.#windowWarnings = parsed.warnings;
    return parsed.warnings;
  }

  /** Takes over what the environment of a client sets, so that it counts although the server was started by another. */
  changeByClient(given: Partial<Pick<Settings, 'mmapBytes' | 'checkpointMode'>>): boolean {
    const { mmapBytes, checkpointMode } = parseSettings(given).settings;
    const before = this.#environment;
    this.#environment = {
      ...before,
      ...(mmapBytes === undefined ? {} : { mmapBytes }),
      ...(checkpointMode === undefined ? {} : { checkpointMode }),
    };
    const { mmapBytes: bytes, checkpointMode: mode } = this.#environment;
    return bytes !== before.mmapBytes || mode !== before.checkpointMode;
  }
}
