// Where the methods, constructors, properties and types of C# files stand, read from the syntax tree and not by our extraction.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import { assetsDir } from '../../../../server/entry.ts';
import { keywordTypes } from '../../../../server/languages/csharp/conversions.ts';
import { startWasm } from '../../../../server/parse/wasm.ts';
import type { Place } from '../../suite.ts';

const TYPES = /^(?:class|struct|interface|record|enum)_declaration$/;

/** A method that stands somewhere. */
interface Declaration extends Place {
  readonly parameters: readonly string[];
}

/** What is looked for: a method of a type. */
export interface Wanted {
  readonly type: string;
  readonly name: string;
  readonly parameters: readonly string[];
}

/** Finds declarations by their names. */
export class DeclarationFinder {
  readonly #parser: Parser;
  /** Type and name → the methods that are called so. */
  readonly #methods = new Map<string, Declaration[]>();
  readonly #types = new Map<string, Place>();

  private constructor(parser: Parser) {
    this.#parser = parser;
  }

  static async create(): Promise<DeclarationFinder> {
    await startWasm(assetsDir);
    const parser = new Parser();
    parser.setLanguage(
      await Language.load(readFileSync(join(assetsDir, 'grammars', 'tree-sitter-c_sharp.wasm'))),
    );
    return new DeclarationFinder(parser);
  }

  /** Adds the declarations of a file. */
  read(file: string, text: string): void {
    const tree = this.#parser.parse(text);
    if (!tree) return;
    this.#readIn(tree.rootNode, '', file);
    tree.delete();
  }

  /** The places of what is called so; of a constructor that nobody wrote that of the type. */
  find({ type, name, parameters }: Wanted): readonly Place[] {
    const all = this.#methods.get(`${type}.${name}`) ?? [];
    const counted = all.filter((one) => one.parameters.length === parameters.length);
    const same = counted.filter((one) => one.parameters.every((each, at) => each === parameters[at]));
    const found = same.length > 0 ? same : counted;
    if (found.length > 0) return found;
    const place = name === '.ctor' ? this.#types.get(type) : undefined;
    return place ? [place] : [];
  }

  #readIn(node: Node, around: string, file: string): void {
    let inside = around;
    for (const child of node.namedChildren) {
      if (!child) continue;
      const name = child.childForFieldName('name');
      if (child.type.endsWith('namespace_declaration') && name) {
        const full = joinNames(around, name.text.replaceAll(/\s/g, ''));
        // One without braces holds what follows it.
        if (child.childForFieldName('body')) this.#readIn(child, full, file);
        else inside = full;
      } else if (TYPES.test(child.type) && name) {
        const list = child.namedChildren.find((one) => one?.type === 'type_parameter_list');
        const count = list?.namedChildren.filter((one) => one?.type === 'type_parameter').length ?? 0;
        const full = joinNames(inside, count === 0 ? name.text : `${name.text}\`${count}`);
        if (!this.#types.has(full)) this.#types.set(full, { file, line: name.startPosition.row + 1 });
        this.#readIn(child, full, file);
      } else if (/^(?:method|constructor|property|indexer)_declaration$/.test(child.type))
        this.#add(child, inside, file);
      else if (/^(?:declaration_list|preproc_\w+)$/.test(child.type)) this.#readIn(child, inside, file);
    }
  }

  #add(node: Node, type: string, file: string): void {
    const named = node.childForFieldName('name');
    const through = node.namedChildren.find((one) => one?.type === 'explicit_interface_specifier');
    const isStatic = node.namedChildren.some((one) => one?.text === 'static');
    const isConstructor = node.type === 'constructor_declaration';
    if (isConstructor && isStatic) return;
    const name = isConstructor ? '.ctor' : (named?.text ?? 'Item');
    const key = `${type}.${through ? through.text : ''}${name}`;
    const list = node.childForFieldName('parameters');
    const isProperty = node.type === 'property_declaration' || node.type === 'indexer_declaration';
    const parameters = isProperty
      ? []
      : (list?.childrenForFieldName('type') ?? []).map((one) => simpleName(one?.text ?? ''));
    const own = (list?.namedChildren ?? [])
      .filter((one) => one?.type === 'parameter')
      .map((one) => simpleName(one?.childForFieldName('type')?.text ?? ''));
    const at = named ?? node;
    const declaration = {
      file,
      line: at.startPosition.row + 1,
      parameters: isProperty ? [] : [...own, ...parameters],
    };
    const known = this.#methods.get(key);
    if (known) known.push(declaration);
    else this.#methods.set(key, [declaration]);
  }
}

function joinNames(around: string, name: string): string {
  return around === '' ? name : `${around}.${name}`;
}

/** A type as compiled code calls it, without its namespace and type arguments. */
function simpleName(written: string): string {
  const plain = written
    .replaceAll(/<[^<>]*(?:<[^<>]*(?:<[^<>]*>[^<>]*)*>[^<>]*)*>/g, '')
    .replaceAll(/\s|\?/g, '');
  const [, name = '', rest = ''] = /([\w@]+)((?:\[[^\]]*\]|\*)*)$/.exec(plain) ?? [];
  return (keywordTypes[name] ?? name) + rest.replaceAll(/\[[^\]]*\]/g, '[]');
}
