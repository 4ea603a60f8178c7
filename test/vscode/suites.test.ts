// The suites that run inside the extension host, through @vscode/test-cli.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { commitAll } from '../discover/repository.ts';
import { setUpVscode } from './support/setUp.ts';

const { skip } = await setUpVscode();
/** A test that changes of the sample may break. */
const REPORT_TEST = `import { test } from 'node:test';
import report from './report.mjs';

test('a report is made', () => {
  report('scripts/report.mjs');
});
`;
/** Something of the name of a function that the sample calls. */
const NAMESAKE = `def checkout():
    return None
`;
/** What mocha's JSON reporter writes, as far as it is read here. */
interface SuiteResult {
  readonly stats: { readonly passes: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly message: string; readonly stack?: string };
  }[];
}

const projectRoot = join(import.meta.dirname, '..', '..');

test(
  'the suites of affected tests, commands, confirmations, editor, settings, status and views pass inside the extension host',
  { skip },
  async (t) => {
    const product = new Product(t);
    product.writeAll(SHOP);
    product.write('scripts/report.test.mjs', REPORT_TEST);
    product.write('service/namesake.py', NAMESAKE);
    commitAll(product.root);
    const cli = join(projectRoot, 'node_modules', '@vscode', 'test-cli', 'out', 'bin.mjs');
    const config = join(import.meta.dirname, 'suites', 'vscodeTest.config.mjs');
    const result = join(product.base, 'result.json');
    const { code, stdout, stderr } = await product.runProgram(process.execPath, [cli, '--config', config], {
      SUITES_WORKSPACE: product.root,
      SUITES_USER_DATA: join(product.base, 'vscode'),
      SUITES_RESULT: result,
    });
    assert.ok(existsSync(result), `no test was run:\n${stdout}${stderr}`);
    const { stats, failures } = JSON.parse(readFileSync(result, 'utf8')) as SuiteResult;
    const described = failures.map(({ fullTitle, err }) => `${fullTitle}\n${err.stack ?? err.message}`);
    assert.deepEqual(described, []);
    assert.equal(code, 0, stderr);
    assert.ok(stats.passes > 0);
    t.diagnostic(`${stats.passes} tests passed in the extension host`);
  },
);
