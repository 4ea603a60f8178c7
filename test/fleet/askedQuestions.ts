// Fifty questions about the repositories of fleetTrees.ts.
import type { FleetQuestion } from '../../server/fleet/messages.ts';

const SYMBOLS = [
  'tools:Core',
  'tools:Core.run',
  'tools:Core.rest',
  'tools:assist',
  'tools:own',
  'tools:old',
  'tools',
  '@org/shapes',
  '@org/shapes:Box.area',
  '@org/shapes:util.three',
  'snakes:Engine.stop',
  'npm tools:lib/core.helper',
];

export const ASKED: readonly FleetQuestion[] = [
  ...SYMBOLS.map((subject) => ({ name: 'users', subject })),
  ...SYMBOLS.map((subject) => ({ name: 'breaks', subject })),
  ...['repository', 'team', 'version'].flatMap((by) =>
    ['tools:Core.run', 'tools:old', '@org/shapes:one'].map((subject) => ({ name: 'users', subject, by })),
  ),
  { name: 'users', subject: 'tools:assist', tier: 'exact' },
  { name: 'users', subject: 'tools:assist', repository: 'tools' },
  { name: 'users', subject: 'tools:old', withTests: false },
  { name: 'users', subject: 'tools:old', limit: 1, offset: 1 },
  { name: 'users', subject: 'tools:old', limit: 1, offset: 99 },
  { name: 'breaks', subject: 'tools:Core.run', depth: 1 },
  { name: 'unused' },
  { name: 'unused', withMembers: true },
  { name: 'unused', subject: 'tools' },
  { name: 'unused', repository: 'snakes' },
  { name: 'dependents', subject: 'tools' },
  { name: 'dependents', subject: 'tools@0.9.3' },
  { name: 'dependents', subject: 'snakes@3.1' },
  { name: 'deprecated' },
  { name: 'deprecated', subject: 'tools', repository: 'legacy' },
  { name: 'duplicates' },
  { name: 'repositories' },
];
