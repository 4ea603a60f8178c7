// From what people wrote into settings.json to what the server is told, by the declarations. Pure: knows no VS Code.
import { SETTING_DECLARATIONS, SETTINGS_SECTION } from '../../server/protocol/settingDeclarations.ts';
import type { SettingDeclaration } from '../../server/protocol/settingDeclarations.ts';
import { t } from '../../server/protocol/l10n.ts';
import type { SettingsChange } from '../connection/serverConnection.ts';

/** What a person wrote for a setting; undefined when nobody wrote anything. */
export type WrittenSetting = (id: string) => unknown;

/** One value that is not followed: what is used instead is named in the message. */
export interface SettingWarning {
  readonly id: string;
  readonly message: string;
}

/** What goes to the server with `settings/set`: every setting it knows, null for one that nobody wrote. */
export interface ReadSettings {
  readonly change: SettingsChange;
  readonly warnings: readonly SettingWarning[];
}

/** Reads all settings. What makes no sense for one, such as a negative size, becomes its default. */
export function readSettings(written: WrittenSetting): ReadSettings {
  const change: Record<string, unknown> = {};
  const warnings: SettingWarning[] = [];
  for (const declaration of SETTING_DECLARATIONS) {
    const { value, warning } = readSetting(declaration, written(declaration.id));
    if (warning !== undefined) warnings.push({ id: declaration.id, message: warning });
    if (declaration.key) change[declaration.key] = toServer(declaration, value);
  }
  return { change, warnings };
}

/** The value in force of one setting of the extension, with a warning when it is not what was written. */
export function readSetting(
  declaration: SettingDeclaration,
  given: unknown,
): { value: SettingDeclaration['default'] | undefined; warning?: string } {
  if (given === undefined || given === null) return { value: undefined };
  const value = findValue(declaration, given);
  if (value !== undefined) return { value };
  const warning = t('{setting} is {given}, which is not {kind}; {used} is used instead.', {
    setting: `${SETTINGS_SECTION}.${declaration.id}`,
    given: show(given),
    kind: describeKind(declaration),
    used: JSON.stringify(declaration.default),
  });
  return { value: undefined, warning };
}

/** The declaration of a setting. Throws for an id that was never declared. */
export function getDeclaration(id: string): SettingDeclaration {
  const found = SETTING_DECLARATIONS.find((declaration) => declaration.id === id);
  if (!found) throw new Error(`There is no setting ${id}.`);
  return found;
}

function findValue({ kind }: SettingDeclaration, given: unknown): SettingDeclaration['default'] | undefined {
  if (kind.type === 'word') {
    const text = typeof given === 'string' ? given.toLowerCase() : undefined;
    return kind.words.find((word) => word.toLowerCase() === text);
  }
  if (kind.type === 'patterns') {
    return Array.isArray(given) && given.every((one) => typeof one === 'string') ? given : undefined;
  }
  if (kind.type === 'integer') {
    // A negative number raised to 0 would mean "off", or "no limit", which nobody asked for.
    const isValue = typeof given === 'number' && Number.isSafeInteger(given) && given >= kind.minimum;
    return isValue ? given : undefined;
  }
  return typeof given === kind.type ? (given as string | boolean) : undefined;
}

function toServer({ unit }: SettingDeclaration, value: SettingDeclaration['default'] | undefined): unknown {
  if (value === undefined) return null;
  return typeof value === 'number' ? value * (unit ?? 1) : value;
}

function describeKind({ kind }: SettingDeclaration): string {
  if (kind.type === 'word') return t('one of {words}', { words: kind.words.join(', ') });
  if (kind.type === 'integer') return t('a whole number of at least {minimum}', { minimum: kind.minimum });
  const kinds = {
    boolean: t('true or false'),
    string: t('a text'),
    patterns: t('a list of patterns'),
  };
  return kinds[kind.type];
}

const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? t('nothing');
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
