import { defineError } from '../errors.ts';

/** What was named is no place for artifacts. */
export const BadReference = defineError(
  'BAD_REFERENCE',
  (reference: string, why: string) =>
    `"${reference}" names no place for artifacts: ${why}. Name a folder (/srv/index), a registry ` +
    '(registry.example.com/team/index), https://… or s3://bucket/prefix.',
  2,
);

/** An artifact can't be had, or is not one that can be used here. */
export const ArtifactRefused = defineError('ARTIFACT_REFUSED', (why: string) => `${why}.`);

/** Nothing was pushed, or not all of it. */
export const NotPushed = defineError('ARTIFACT_NOT_PUSHED', (why: string) => `Nothing was pushed: ${why}.`);
