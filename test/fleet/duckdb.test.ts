// A database that is closed while it is asked.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { DuckDb } from '../../server/fleet/duckdb.ts';
import { withoutEngines } from './engines.ts';

test(
  'closing gives up what runs, waits for it, and takes the folder away',
  { skip: withoutEngines },
  async () => {
    const duck = await DuckDb.open();
    const endless = assert.rejects(
      duck.rows('SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)'),
      /DuckDB: /,
    );
    await duck.close();
    await endless;
    assert.ok(!existsSync(duck.scratch));
  },
);
