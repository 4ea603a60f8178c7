// The floor that indexing is compared with: reads and parses the given files in one thread of a fresh process, nothing
// more. Prints {files, bytes, wallMs, cpuMs, peakRssBytes}; the CPU time is that of the whole process.
// Arguments: the folder, and a JSON file [{path, grammar}] of the files, paths relative to the folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const dist = join(import.meta.dirname, '..', 'dist');
const [folder = '', listFile = ''] = process.argv.slice(2);
const files = JSON.parse(readFileSync(listFile, 'utf8')) as { path: string; grammar: string }[];

await Parser.init({ locateFile: (name: string) => join(dist, name) });
const parsers = new Map<string, Parser>();
let bytes = 0;
for (const { path, grammar } of files) {
  const parser = parsers.get(grammar) ?? (await createParser(grammar));
  const text = readFileSync(join(folder, path), 'utf8');
  bytes += text.length;
  const tree = parser.parse(text);
  // Without it the parser's memory grows with every file.
  tree?.delete();
}

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const result = {
  files: files.length,
  bytes,
  wallMs: performance.now(),
  cpuMs: (userCPUTime + systemCPUTime) / 1000,
  peakRssBytes: maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function createParser(grammar: string): Promise<Parser> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(dist, 'grammars', `${grammar}.wasm`))));
  parsers.set(grammar, parser);
  return parser;
}
