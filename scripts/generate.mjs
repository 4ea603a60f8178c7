// Writes the files that are derived from the sources; with --check only says which of them are out of date.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { createPrompts } from '../server/mcp/prompts.ts';
import { createResources } from '../server/mcp/resources.ts';
import { TOOLS } from '../server/mcp/tools/index.ts';
import {
  describeConfiguration,
  describeLanguageModelTools,
  formatCommandLine,
  formatCommands,
  formatSettings,
  listKeys,
  putTextsIn,
  replaceSection,
} from './describeExtension.mjs';
import { formatMessages } from './messages.mjs';
import { projectRoot } from './project.mjs';

/** Prompts and resources are described without being asked. */
const NO_TOOLS = { callTool: () => Promise.reject(new Error('nothing is called here')) };
const FORMATTER = join('node_modules', 'oxfmt', 'bin', 'oxfmt');
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const described = describeManifest();
const english = putTextsIn(described.manifest, described.texts);
const generated = [
  { file: 'docs/TOOLS.md', text: describeTools() },
  { file: 'docs/MESSAGES.md', text: formatMessages(english) },
  { file: 'package.json', text: formatJson('package.json', described.manifest) },
  { file: 'package.nls.json', text: formatJson('package.nls.json', described.texts) },
  { file: 'README.md', text: describeReadme() },
];

const stale = generated.filter(({ file, text }) => readIfThere(join(projectRoot, file)) !== text);
if (process.argv.includes('--check')) {
  for (const { file } of stale) process.stdout.write(`${file} is out of date: run npm run generate\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { file, text } of stale) {
    mkdirSync(dirname(join(projectRoot, file)), { recursive: true });
    writeFileSync(join(projectRoot, file), text);
    // The formatter decides how JSON is broken into lines.
    if (file.endsWith('.json')) execFileSync(process.execPath, [join(projectRoot, FORMATTER), file]);
    process.stdout.write(`${file} written\n`);
  }
}

/**
 * package.json with the settings and tools of the declarations, and the English texts of its keys: those of settings and tools
 * come from the declarations too, the others are written by hand in package.nls.json. A text that no key names is dropped.
 */
function describeManifest() {
  /** @type {Record<string, string>} */
  const made = {};
  const contributes = {
    ...manifest.contributes,
    configuration: describeConfiguration(made),
    languageModelTools: describeLanguageModelTools(made),
  };
  // As JSON has it: what is undefined is not there.
  const whole = JSON.parse(JSON.stringify({ ...manifest, contributes }));
  const written = JSON.parse(readFileSync(join(projectRoot, 'package.nls.json'), 'utf8'));
  const texts = Object.fromEntries(
    [...new Set(listKeys(whole))].map((key) => [key, made[key] ?? written[key]]),
  );
  return { manifest: whole, texts };
}

/**
 * The text of a JSON file: as it is when it says the same, whatever its line breaks.
 * @param {string} file
 * @param {unknown} content
 */
function formatJson(file, content) {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  return isDeepStrictEqual(JSON.parse(text), content) ? text : `${JSON.stringify(content, null, 2)}\n`;
}

function describeReadme() {
  const text = readIfThere(join(projectRoot, 'README.md')) ?? '';
  const sections = {
    settings: formatSettings(),
    commands: formatCommands(english),
    'command line': formatCommandLine(),
  };
  return Object.entries(sections).reduce(
    (whole, [name, content]) => replaceSection(whole, name, content),
    text,
  );
}

function describeTools() {
  const intro =
    '# MCP tools\n\nGenerated from `server/mcp/tools/` by `npm run generate`.\n\n' +
    TOOLS.map((tool) => `- [\`${tool.name}\`](#${tool.name}) ${tool.title}`).join('\n');
  return `${[intro, ...TOOLS.map(describeTool), describePrompts(), describeResources()].join('\n\n')}\n`;
}

function describePrompts() {
  const rows = createPrompts(NO_TOOLS).prompts.map(({ name, description, arguments: accepted = [] }) => {
    const given = accepted.map((each) => `\`${each.name}\`${each.required ? '' : ' (optional)'}`).join(', ');
    return `| \`${name}\` | ${given} | ${description} |`;
  });
  return ['## Prompts\n', '| prompt | arguments | what it does |', '|---|---|---|', ...rows].join('\n');
}

function describeResources() {
  const { resources, templates } = createResources(NO_TOOLS, () => Promise.resolve([]));
  const all = [
    ...resources.map(({ uri, description }) => [uri, description]),
    ...templates.map(({ uriTemplate, description }) => [uriTemplate, description]),
  ];
  const rows = all.map(([address, description]) => `| \`${address}\` | ${description} |`);
  return ['## Resources\n', '| address | what it is |', '|---|---|', ...rows].join('\n');
}

/**
 * What is read of a JSON schema.
 * @typedef {object} Schema
 * @property {string} [type]
 * @property {string} [description]
 * @property {unknown} [default]
 * @property {readonly string[]} [enum]
 * @property {Schema} [items]
 * @property {readonly Schema[]} [anyOf]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {Readonly<Record<string, Schema>>} [properties]
 * @property {readonly string[]} [required]
 */

/** @param {(typeof TOOLS)[number]} tool */
function describeTool(tool) {
  const traits = [
    tool.readOnly ? 'Read-only.' : tool.isDestructive ? 'Deletes.' : 'Changes something.',
    tool.profile === 'full' ? 'Only in the full profile.' : '',
    tool.alwaysLoad ? 'Always loaded.' : '',
  ]
    .filter(Boolean)
    .join(' ');
  const schema = /** @type {Schema} */ (
    z.toJSONSchema(tool.inputSchema, { io: 'input', unrepresentable: 'any' })
  );
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const note = required.has(name) ? 'required' : defaultOf(property);
    return `| \`${name}\` | ${typeOf(property)} | ${note} | ${escapeCell(property.description ?? '')} |`;
  });
  const table = ['| argument | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
  return `## ${tool.name}\n\n${tool.description} ${traits}\n\n${rows.length > 0 ? table : 'No arguments.'}`;
}

/**
 * @param {Schema} property
 * @returns {string}
 */
function typeOf(property) {
  if (property.enum) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (property.type === 'array') return `list of ${typeOf(property.items ?? {})}`;
  if (property.anyOf) return property.anyOf.map(typeOf).join(' or ');
  const { minimum = -Infinity, maximum = Infinity } = property;
  const isBounded = minimum > Number.MIN_SAFE_INTEGER && maximum < Number.MAX_SAFE_INTEGER;
  return isBounded ? `${property.type} ${minimum}–${maximum}` : (property.type ?? 'any');
}

/** @param {Schema} property */
function defaultOf(property) {
  return property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``;
}

/** @param {string} text */
function escapeCell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
