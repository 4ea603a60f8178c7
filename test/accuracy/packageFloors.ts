// Packages of npm that come with their sources, the suite that knows the truth about them, and how right our edges have to
// be there. The floors lie a little below what was measured on 2026-11-28, which docs/ACCURACY.md tells.
import { suite as pyright } from '../../bench/accuracy/suites/pyright.ts';
import { suite as typescript } from '../../bench/accuracy/suites/typescript.ts';
import type { Suite } from '../../bench/accuracy/suite.ts';

/** Floors under precision and recall of exact and inferred edges together. */
export interface Floor {
  /** The truth has to judge at least so many edges: a floor under next to nothing is none. */
  readonly judged: number;
  readonly precision: number;
  readonly recall: number;
  /** The largest share of calls out of the project that are answered with a symbol of it. */
  readonly externalAsProject: number;
}

/** A package and its floor. */
export interface PackageFloor extends Floor {
  readonly suite: Suite;
  readonly name: string;
  readonly version: string;
  /** What of the package is looked at, and paths in it that are not. */
  readonly folder: string;
  readonly leftOut?: RegExp;
}

export const packageFloors: readonly PackageFloor[] = [
  {
    suite: typescript,
    name: 'ajv',
    version: '8.17.1',
    folder: 'lib',
    judged: 2000,
    precision: 0.995,
    recall: 0.985,
    externalAsProject: 0.005,
  },
  {
    suite: typescript,
    name: '@azure/msal-common',
    version: '15.13.0',
    folder: 'src',
    judged: 850,
    precision: 0.995,
    recall: 0.99,
    externalAsProject: 0.005,
  },
  {
    suite: pyright,
    name: 'node-gyp',
    version: '11.5.0',
    folder: 'gyp/pylib',
    // Asking takes a minute for all of it: the packaging library and what a build is made of are enough.
    leftOut: /\/generator\/|_test\.py$|\/gyp\/(MSVS|msvs|xcode|mac_tool|win_tool|input)/,
    judged: 450,
    precision: 0.995,
    recall: 0.99,
    externalAsProject: 0.005,
  },
];
