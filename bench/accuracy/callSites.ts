// The call sites of a file: every call whose callee ends in a name, found in the syntax tree and not by our extraction.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import { assetsDir } from '../../server/entry.ts';
import { startWasm } from '../../server/parse/wasm.ts';

/** Node types of a grammar that this needs. */
export interface CallShape {
  readonly grammar: string;
  /** Types of calls, and the field of the callee. */
  readonly calls: readonly string[];
  readonly calleeField: string;
  /** Types of `object.name` → the fields of the two. */
  readonly members: Readonly<Record<string, { readonly object: string; readonly name: string }>>;
  /** Types of a lone name. */
  readonly names: readonly string[];
}

/** One call site. */
export interface CallSite {
  /** As written; the last part of a dotted callee. */
  readonly name: string;
  /** 0-based, of the name. */
  readonly line: number;
  readonly character: number;
  /** `name`: a lone name; `member of name`: one dot; `chain`: dots on something that is no name. */
  readonly form: 'name' | 'member of name' | 'member of self' | 'chain';
}

/** Finds call sites with one grammar. */
export class CallSiteFinder {
  readonly #shape: CallShape;
  readonly #parser: Parser;

  private constructor(shape: CallShape, parser: Parser) {
    this.#shape = shape;
    this.#parser = parser;
  }

  static async create(shape: CallShape): Promise<CallSiteFinder> {
    await startWasm(assetsDir);
    const parser = new Parser();
    const wasm = readFileSync(join(assetsDir, 'grammars', `${shape.grammar}.wasm`));
    parser.setLanguage(await Language.load(wasm));
    return new CallSiteFinder(shape, parser);
  }

  /** The call sites of a text in source order. */
  find(text: string): CallSite[] {
    const { calls, calleeField } = this.#shape;
    const tree = this.#parser.parse(text);
    if (!tree) return [];
    const sites = tree.rootNode
      .descendantsOfType([...calls])
      .flatMap((call) => this.#siteOf(call?.childForFieldName(calleeField) ?? undefined));
    tree.delete();
    return sites;
  }

  #siteOf(callee: Node | undefined): CallSite[] {
    if (!callee) return [];
    const { names, members } = this.#shape;
    if (names.includes(callee.type)) return [describeSite(callee, 'name')];
    const fields = members[callee.type];
    const name = fields && callee.childForFieldName(fields.name);
    const object = fields && callee.childForFieldName(fields.object);
    if (!name || !object) return [];
    if (!names.includes(object.type)) return [describeSite(name, 'chain')];
    const isSelf = /^(self|cls|this)$/.test(object.text);
    return [describeSite(name, isSelf ? 'member of self' : 'member of name')];
  }
}

function describeSite(name: Node, form: CallSite['form']): CallSite {
  const { row, column } = name.startPosition;
  return { name: name.text, line: row, character: column, form };
}
