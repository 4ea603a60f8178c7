// Truth on any Ruby project: which method each call reached while the tests of the project ran, as TracePoint saw it. A site
// counts when its name stands on the line that ran; what Ruby calls by itself there (`to_s` of an interpolation, `inherited`) is
// no call site. A method that the executed one overrides is a right answer too: it is the one that the call declares.
//
//   TRACE_ROOT=<folder> TRACE_OUT=calls.txt ruby -r ./bench/accuracy/suites/tracePoint/trace.rb -I lib -I test <its tests>
//   npm run accuracy -- --suite tracePoint --data <folder> --option trace=calls.txt
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, SiteTruth, Suite, SuiteContext } from '../suite.ts';

/** Stands for what lies outside of the folder. */
const OUTSIDE = '-';

export const suite: Suite = {
  name: 'tracePoint',
  description:
    'the methods that executed calls reached, as TracePoint saw them while the tests of a project ran',
  data: 'the folder of a gem, with --option trace=<what tracePoint/trace.rb wrote while its tests ran>',
  *load(context) {
    const { data } = context;
    for (const [category, sites] of Map.groupBy(readSites(context), ({ category: of }) => of ?? ''))
      context.log(`${category}: ${sites.length} executed call sites`);
    yield {
      name: '',
      language: 'ruby',
      category: '',
      folder: data,
      exclude: ['vendor/', 'pkg/'],
      includeGenerated: true,
      truth: { by: 'site', sites: readSites(context) },
    };
  },
};

function readSites({ data, options }: SuiteContext): SiteTruth[] {
  const trace = options.get('trace');
  if (trace === undefined || !existsSync(trace))
    throw new Error(
      '--option trace=<file> has to name what bench/accuracy/suites/tracePoint/trace.rb wrote.',
    );
  const sources = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    let lines = sources.get(file);
    if (!lines) {
      const path = join(data, file);
      sources.set(file, (lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []));
    }
    return lines;
  };
  const sites = new Map<string, SiteTruth & { readonly targets: Place[] }>();
  for (const row of readFileSync(trace, 'utf8').split('\n')) {
    const [file = '', line = '', called = '', made = '', places = ''] = row.split('\t');
    if (!/\.(?:rb|rake|ru)$/.test(file)) continue;
    // A class without a constructor stands for its own, and `self.class.new` is told by `class`.
    if (/^(?:initialize|class)$/.test(called) && places === OUTSIDE) continue;
    const name = nameAt(linesOf(file)[Number(line) - 1] ?? '', called, made);
    if (name === undefined) continue;
    const key = `${file}:${line}:${name}`;
    let site = sites.get(key);
    const isExternal = places === OUTSIDE;
    if (!site || (isExternal && site.isExternal !== true)) {
      const category = /^(?:test|spec)\//.test(file) ? 'tests' : 'library';
      const targets = site?.targets ?? [];
      site = {
        file,
        line: Number(line),
        name,
        targets,
        isExternal: isExternal || site?.isExternal === true,
        category,
      };
      sites.set(key, site);
    }
    if (isExternal) continue;
    for (const place of places.split(',')) {
      const colon = place.lastIndexOf(':');
      const target = { file: place.slice(0, colon), line: Number(place.slice(colon + 1)) };
      site.targets.push(accessorAt(linesOf(target.file), target, called));
    }
  }
  return [...sites.values()];
}

/** Where the name of an accessor stands, which Ruby knows by the first line of what declares it. */
function accessorAt(lines: readonly string[], place: Place, called: string): Place {
  const name = `:${called.replace(/=$/, '')}`;
  const isNamed = (line: string | undefined) => line !== undefined && `${line},`.includes(`${name},`);
  if (!/\battr(?:_\w+)?\b/.test(lines[place.line - 1] ?? '') || isNamed(lines[place.line - 1])) return place;
  for (let line = place.line + 1; line < place.line + 30; line++)
    if (isNamed(lines[line - 1])) return { ...place, line };
  return place;
}

/** The name that stands for a call on a line; undefined where none does. `made` is the class that a constructor runs for. */
function nameAt(line: string, called: string, made: string): string | undefined {
  if (called === 'initialize') return constructedAt(line, made);
  if (/\bsuper\b/.test(line)) return called;
  const bare = called.replace(/=$/, '');
  if (called === '[]' || called === '[]=') return line.includes('[') ? called : undefined;
  if (!/^\w/.test(called)) return line.includes(called) ? called : undefined;
  const name = bare.replaceAll(/[?!]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w@$])${name}(?![\w?!])`).test(line) ||
    (/[?!]$/.test(bare) && line.includes(bare))
    ? called
    : undefined;
}

/** What stands before `.new` on a line, or is raised. */
function constructedAt(line: string, made: string): string | undefined {
  const last = made.slice(made.lastIndexOf(':') + 1);
  const before = [...line.matchAll(/([\w@]+)\.new\b/g)].map(([, one]) => one!);
  if (before.includes(last)) return last;
  if (before.length === 1) return before[0]!;
  if (/\bsuper\b/.test(line) || /(?<![.\w])new\b/.test(line) || /\braise\b/.test(line)) return 'initialize';
  return before[0];
}
