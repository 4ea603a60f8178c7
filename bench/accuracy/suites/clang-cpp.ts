// Truth on any C++ project with a compile_commands.json: what libclang says of every call that is written. A small Python
// program (clang/cppCalls.py) asks it; both come from Debian (`apt-get install python3-clang-14 libclang1-14`).
import { resolve } from 'node:path';
import type { Suite } from '../suite.ts';
import { readCalls, toTruth } from './clang/readCalls.ts';

const CATEGORIES: Readonly<Record<string, string>> = {
  macro: 'macros',
  construction: 'constructions',
  start: 'members and bases that constructors start',
  operator: 'operators',
};

export const suite: Suite = {
  name: 'clang-cpp',
  description: 'every call of a C++ project that its build compiles, as libclang resolves it',
  data:
    'a C++ project such as one of `apt-get source`; --option build=… names the folder outside of it, relative to it, in which ' +
    '`cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON` wrote compile_commands.json (../build)',
  async *load(context) {
    const build = resolve(context.data, context.options.get('build') ?? '../build');
    const sites = (await readCalls(context, 'cppCalls.py', [build])).map((call) =>
      toTruth(call, CATEGORIES[call.kind] ?? 'functions', ['undecided']),
    );
    yield {
      name: '',
      language: 'cpp',
      category: 'calls',
      folder: context.data,
      // What Debian's patches replaced.
      exclude: ['.pc/'],
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};
