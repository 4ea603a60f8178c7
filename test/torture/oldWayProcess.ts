// A session of the old design: opens the database that others have open too, maps it, and asks all the time. Told to
// re-index, it writes the new database into the live file, as a copy over it does: truncate, then write.
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const [file = '', fresh = ''] = process.argv.slice(2);

function open(): Database.Database {
  const db = new Database(file, { timeout: 1000 });
  db.pragma('journal_mode = WAL');
  db.pragma(`mmap_size = ${64 * 1024 * 1024}`);
  return db;
}

let db = open();
let answers = 0;
let errors = 0;

function ask(): void {
  try {
    db.prepare('SELECT count(*), sum(length(body)) FROM symbols').get();
    answers += 1;
  } catch {
    // What SQLite notices is an error and not a death; the old design opens the file again and goes on.
    errors += 1;
    db.close();
    try {
      db = open();
    } catch {
      db = new Database(':memory:');
    }
  }
  setImmediate(ask);
}

process.on('message', () => {
  copyFileSync(fresh, file);
  process.send?.({ answers, errors });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
ask();
