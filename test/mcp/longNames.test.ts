import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';
import { TOOLS } from '../../server/mcp/tools/index.ts';
import { openShop } from './toolsWorkspace.ts';

/** Names that nothing has, as long as a request may be sent by mistake. */
const NAMES = [
  'é'.repeat(5000),
  'x.'.repeat(800),
  'größenänderung_überprüfen.'.repeat(60),
  'プロジェクトの設定を読み込む関数'.repeat(100),
  '函数名称太长无法解析'.repeat(150),
  'проверитьнастройкипользователя'.repeat(60),
  'قراءةملفالإعدادات'.repeat(100),
  '사용자설정을읽는다'.repeat(120),
  '\u{1F4A5}'.repeat(2000),
  '\u{1F680}fn'.repeat(700),
];
const BUDGETS = [100, 300, 1000];
/** An error is no answer: it has to say what would be right, whatever the budget. */
const MAX_ERROR_TOKENS = 1500;

/** The arguments of a tool that take any text; those it requires come with something that is there. */
function listTextArguments(tool: (typeof TOOLS)[number]): {
  names: string[];
  required: Record<string, string>;
} {
  const { properties = {}, required = [] } = z.toJSONSchema(tool.inputSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const names = Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' && schema.type === 'string' && !schema.enum ? [name] : [],
  );
  const isText = (name: string) => names.includes(name);
  return { names, required: Object.fromEntries(required.filter(isText).map((name) => [name, 'add_item'])) };
}

test('no tool answers above its budget or errs at length because of a long name in any script', async (t) => {
  const shop = await openShop(t);
  shop.facts.profile = 'full';
  const far: string[] = [];
  for (const tool of TOOLS) {
    const { names, required } = listTextArguments(tool);
    for (const name of names) {
      for (const [at, value] of NAMES.entries()) {
        const max_tokens = BUDGETS[at % BUDGETS.length]!;
        const result = await shop.callTool(tool.name, { ...required, [name]: value, max_tokens });
        const tokens = countTokens(result.content.map(({ text }) => text).join('\n'));
        if (tokens > (result.isError ? MAX_ERROR_TOKENS : max_tokens * 1.1))
          far.push(`${tool.name} ${name} ${value.slice(0, 12)}: ${tokens} for ${max_tokens}`);
      }
    }
  }
  assert.deepEqual(far, []);
});
