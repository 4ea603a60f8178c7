// What package.json, its texts in package.nls.json and the README say of the extension, made of the declarations of its
// settings and of the commands in package.json.
import { COMMANDS } from '../server/cli/commands.ts';
import { formatHead } from '../server/cli/help.ts';
import { describeInput } from '../server/mcp/inputSchema.ts';
import { isOffered } from '../server/mcp/profile.ts';
import { TOOLS } from '../server/mcp/tools/index.ts';
import { SETTING_DECLARATIONS, SETTINGS_SECTION } from '../server/protocol/settingDeclarations.ts';
import { SETTING_VARIABLES } from '../server/protocol/settings.ts';

/**
 * Texts by the keys that stand for them in package.json.
 * @typedef {Record<string, string>} Texts
 */

/** What stands in package.json for a text of package.nls.json. */
const KEY = /^%(.+)%$/;

/**
 * Whatever is given, with its keys replaced by their texts. Throws for a key without one.
 * @template Value
 * @param {Value} value
 * @param {Texts} texts
 * @returns {Value}
 */
export function putTextsIn(value, texts) {
  const json = JSON.stringify(value, (_name, part) => {
    const key = typeof part === 'string' ? KEY.exec(part)?.[1] : undefined;
    if (key === undefined) return part;
    const text = texts[key];
    if (text === undefined) throw new Error(`package.nls.json has no text for ${key}.`);
    return text;
  });
  return JSON.parse(json);
}

/**
 * The keys that stand anywhere in `value`.
 * @param {unknown} value
 * @returns {string[]}
 */
export function listKeys(value) {
  if (typeof value === 'string') return KEY.exec(value)?.slice(1) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listKeys) : [];
}

/**
 * @param {Texts} texts
 * @param {string} key
 * @param {string} text
 */
function addText(texts, key, text) {
  texts[key] = text;
  return `%${key}%`;
}

/**
 * The `configuration` that package.json contributes.
 * @param {Texts} texts the English texts are added to it
 */
export function describeConfiguration(texts) {
  const properties = SETTING_DECLARATIONS.map((declaration, order) => {
    const { id, description, scope, kind, variable } = declaration;
    const hint = variable ? ` The environment variable \`${variable}\` wins over it.` : '';
    const property = {
      ...describeKind(kind, `setting.${id}`, texts),
      default: declaration.default,
      scope,
      order,
      markdownDescription: addText(texts, `setting.${id}`, `${description}${hint}`),
    };
    return [`${SETTINGS_SECTION}.${id}`, property];
  });
  return { title: 'Codebase Memory', properties: Object.fromEntries(properties) };
}

/**
 * The tools of the default profile as VS Code offers them to its own agents. There is one index for a folder, so that none is
 * to be named. What the model reads is English in every language.
 * @param {Texts} texts the English texts are added to it
 */
export function describeLanguageModelTools(texts) {
  return TOOLS.filter((tool) => isOffered(tool, 'default')).map((tool) => ({
    name: `codebaseMemory_${tool.name}`,
    toolReferenceName: tool.name,
    displayName: addText(texts, `tool.${tool.name}`, tool.title),
    modelDescription: tool.description,
    userDescription: addText(texts, `tool.${tool.name}`, tool.title),
    icon: 'media/activityBar.svg',
    canBeReferencedInPrompt: true,
    tags: ['codebase-memory'],
    when: 'isWorkspaceTrusted && workspaceFolderCount > 0',
    inputSchema: describeInput(tool.inputSchema),
  }));
}

/**
 * @param {import('../server/protocol/settingDeclarations.ts').SettingDeclaration['kind']} kind
 * @param {string} key
 * @param {Texts} texts
 */
function describeKind(kind, key, texts) {
  switch (kind.type) {
    case 'word': {
      const meanings = kind.meanings.map((meaning, index) =>
        addText(texts, `${key}.${kind.words[index]}`, meaning),
      );
      return { type: 'string', enum: [...kind.words], enumDescriptions: meanings };
    }
    case 'patterns':
      return { type: 'array', items: { type: 'string' } };
    case 'integer':
      return { type: 'integer', minimum: kind.minimum };
    default:
      return { type: kind.type };
  }
}

/** The settings as a table of the README. */
export function formatSettings() {
  const rows = SETTING_DECLARATIONS.map(({ id, description, kind, variable, ...declaration }) => {
    const words =
      kind.type === 'word' ? ` One of ${kind.words.map((word) => `\`${word}\``).join(', ')}.` : '';
    const value = JSON.stringify(declaration.default);
    const name = variable ? `<br>\`${variable}\`${describeUnit(declaration)}` : '';
    return `| \`${id}\`${name} | \`${value}\` | ${description}${words} |`;
  });
  return ['| setting `codebaseMemory.…`, variable | default | meaning |', '|:--|:--|:--|', ...rows].join(
    '\n',
  );
}

/**
 * A variable is in the unit of the server, which is not always the one a person would choose.
 * @param {{ key?: string, unit?: number }} declaration
 */
function describeUnit({ key, unit = 1 }) {
  if (unit === 1 || key === undefined || !(key in SETTING_VARIABLES)) return '';
  return key.endsWith('Ms') ? ' (milliseconds)' : ' (bytes)';
}

/**
 * What of package.json the tables are made of.
 * @typedef {object} Contributions
 * @property {readonly { command: string, title: string }[]} commands
 * @property {{ commandPalette: readonly { command: string, when: string }[] }} menus
 */

/**
 * The commands of the palette as a table of the README; `COMMAND_MEANINGS` says what package.json has no place for.
 * @param {{ contributes: Contributions }} manifest
 */
export function formatCommands({ contributes }) {
  const hidden = new Set(
    contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
  );
  const rows = contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title }) => `| ${title} | ${COMMAND_MEANINGS[command] ?? missing(command)} |`);
  return ['| command | what it does |', '|:--|:--|', ...rows].join('\n');
}

/** The commands of the command line as a table of the README. */
export function formatCommandLine() {
  const rows = COMMANDS.map(
    (command) => `| \`${formatHead(command).replaceAll('|', '\\|')}\` | ${command.summary} |`,
  );
  return ['| command | what it does |', '|:--|:--|', ...rows].join('\n');
}

/** @type {Readonly<Record<string, string>>} */
const COMMAND_MEANINGS = {
  'codebaseMemory.reindexWorkspace':
    'brings the index up to date with the files; costs little when nothing changed',
  'codebaseMemory.rebuildIndex':
    'indexes everything anew; the old index answers until the new one is complete',
  'codebaseMemory.showStatus':
    'a page with what the server says of itself: contents, owner, settings in force',
  'codebaseMemory.showMenu': 'what can be done now; a click on the item of the status bar shows it too',
  'codebaseMemory.searchInView': 'the same, with what is found kept in the view Search',
  'codebaseMemory.showSubtypes':
    'which types extend or implement the one at the cursor, or which methods override it',
  'codebaseMemory.showSupertypes': 'what the type or method at the cursor stands on',
  'codebaseMemory.searchSymbol': 'finds a definition by a name or a few words, with a preview',
  'codebaseMemory.showCallers':
    'who calls the symbol at the cursor, as a tree with every call site and its tier',
  'codebaseMemory.showCallees': 'what the symbol at the cursor calls, likewise',
  'codebaseMemory.showGraph':
    'a page that draws the graph: folders and packages, surroundings of a symbol, paths, the reach of changes',
  'codebaseMemory.showInGraph':
    'shows the symbol at the cursor, or a file or folder of the explorer, in that page',
  'codebaseMemory.confirmCalls':
    'asks the language servers of this window about calls at hand, as it happens by itself while nobody types',
  'codebaseMemory.measureEdges':
    'compares 300 call sites of the workspace with what its language servers say: precision, recall, and each difference as a link',
  'codebaseMemory.connectClaudeCode':
    "shows what it will write into Claude Code's configuration, writes it after a yes, asks Claude Code whether it is connected",
  'codebaseMemory.disconnectClaudeCode': 'takes back what the commands around it wrote, to the byte',
  'codebaseMemory.installClaudePlugin':
    'a plugin for Claude Code: the server, a skill that says when and how to ask it, and hooks if you want them',
  'codebaseMemory.addInstructions':
    'a short block in CLAUDE.md or AGENTS.md that tells agents to ask the index, shown as a diff first',
  'codebaseMemory.copyMcpConfiguration': 'for Claude Code, and for any client over stdio or HTTP',
  'codebaseMemory.checkpointDatabase': "folds SQLite's log into the database file",
  'codebaseMemory.restartServer': 'ends the server and starts a new one; the windows and sessions follow',
  'codebaseMemory.stopServer':
    'ends the server for all windows; the next question of a session starts it again',
  'codebaseMemory.showLog': "the server's log, as it grows",
  'codebaseMemory.runDoctor':
    'a page about the cache, the lock, the processes and what went wrong; works without a server',
  'codebaseMemory.clearCache': 'deletes the index of the folder after a question, and makes it anew',
};

/**
 * @param {string} command
 * @returns {never}
 */
function missing(command) {
  throw new Error(`scripts/describeExtension.mjs does not say what ${command} does.`);
}

/**
 * `text` with what stands between the marks of `name` replaced. Throws when the marks are not there.
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
export function replaceSection(text, name, content) {
  const marks = new RegExp(`(<!-- ${name}: generated -->\\n)[\\s\\S]*?(\\n<!-- end of ${name} -->)`);
  if (!marks.test(text)) throw new Error(`The marks of the section "${name}" are missing.`);
  return text.replace(
    marks,
    (_all, /** @type {string} */ begin, /** @type {string} */ end) => `${begin}${content}${end}`,
  );
}
