// Truth on any C project: what libclang says of every call. A small Python program (clang/calls.py) asks it; both come from
// Debian (`apt-get install python3-clang-14 libclang1-14`).
import type { Suite, SuiteContext } from '../suite.ts';
import { readCalls, toTruth } from './clang/readCalls.ts';
import type { ClangCall } from './clang/readCalls.ts';

export const suite: Suite = {
  name: 'clang',
  description: 'every call of a C project that its default build keeps, as libclang resolves it',
  data:
    'a C project that compiles as it lies there, such as one of `apt-get source`, configured where it needs that; ' +
    '--option flags=… takes compiler options, separated by blanks, with paths relative to the folder',
  async *load(context) {
    const sites = (await findCalls(context)).map((call) =>
      toTruth(call, call.kind === 'macro' ? 'macros' : 'functions', ['variable', 'alias']),
    );
    yield {
      name: '',
      language: 'c',
      category: 'calls',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

async function findCalls(context: SuiteContext): Promise<ClangCall[]> {
  const flags = (context.options.get('flags') ?? '').split(' ').filter((flag) => flag !== '');
  return readCalls(context, 'calls.py', flags);
}
