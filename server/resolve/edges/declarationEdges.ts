// Edges that declarations say by themselves: types that are used, bases, imports, decorators.

import { BaseKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import { NO_NAME, targetOfExternal } from '../program/index.ts';
import type {
  Columns,
  ExprId,
  FileId,
  ImportId,
  NameId,
  Program,
  SymbolId,
  TargetId,
} from '../program/index.ts';
import type { Modules } from '../scopes/index.ts';
import { Kind, ReasonId, UNKNOWN, kindOf, namedType, payloadOf } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import { EdgeKindId, isNodeSymbol, namedSymbol } from './analysis.ts';
import type { Analysis, EdgeSink } from './analysis.ts';
import { Variables } from './variables.ts';

/** Kinds of symbols that can have extensions. */
const EXTENDABLE = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const INTERFACE = NODE_KINDS.indexOf('Interface');

/** Emits the edges of declarations; marks the expressions that they consume. */
export class DeclarationEdges {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly evaluator: Evaluator;
  private readonly modules: Modules;
  private readonly values: ValueTable;
  private readonly sink: EdgeSink;
  private readonly role: Uint8Array;
  private readonly variables: Variables;

  constructor(analysis: Analysis) {
    this.program = analysis.program;
    this.columns = analysis.columns;
    this.evaluator = analysis.evaluator;
    this.modules = analysis.modules;
    this.values = analysis.values;
    this.sink = analysis.sink;
    this.role = analysis.role;
    this.variables = new Variables(this.columns, analysis.scopes, this.modules, this.evaluator);
  }

  /** Types and bases first: reads of their expressions are then no references. */
  emitTypesAndBases(file: FileId): void {
    this.emitTypes(file);
    this.emitBases(file);
    if (!this.evaluator.classes.extensions.isEmpty) this.emitExtensions(file);
  }

  emitImportsAndDecorators(file: FileId): void {
    this.emitImports(file);
    this.emitDecorators(file);
  }

  private named(symbol: SymbolId): SymbolId {
    return namedSymbol(this.columns, symbol);
  }

  private emitTypes(file: FileId): void {
    const { tables, firstRow } = this.program;
    const { symbols, bindings } = firstRow;
    const { memberAssignments } = tables;
    for (let row = symbols[file]!; row < symbols[file + 1]!; row++)
      this.emitType(row, this.columns.symbol(row, 'result'));
    for (let row = bindings[file]!; row < bindings[file + 1]!; row++) {
      const type = this.columns.binding(row, 'type');
      if (type >= 0) this.emitType(this.columns.scopeOwner(this.columns.binding(row, 'scope')), type);
    }
    const first = firstRow.memberAssignments;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const type = memberAssignments.ints[row * memberAssignments.width + 3]! as ExprId;
      if (type >= 0) this.emitType(this.columns.scopeOwner(this.columns.scopeOf(type)), type);
    }
  }

  private emitType(symbol: SymbolId, type: ExprId): void {
    if (type < 0 || this.role[type] !== 0) return;
    const { columns } = this;
    const op = columns.op(type);
    this.role[type] = 2;
    if (op === Op.name || op === Op.member) {
      const { type: value, reason } = this.evaluator.explainType(type);
      const source = this.named(symbol);
      const siteName = op === Op.name ? columns.a(type) : columns.b(type);
      const line = columns.line(type) + 1;
      this.values.each(value, (one) => {
        const named = kindOf(one) === Kind.class ? [payloadOf(one)] : this.evaluator.typesAddedTo(one);
        for (const target of named)
          this.sink.addEdge(source, EdgeKindId.USES_TYPE, this.named(target), reason, line, siteName);
      });
      // One value of an enumeration can be a type.
      if (op === Op.member && kindOf(value) !== Kind.class)
        for (const member of this.evaluator.memberSymbols(columns.a(type), siteName, false))
          if (isNodeSymbol(columns, member))
            this.sink.addEdge(source, EdgeKindId.REFERENCES, member, ReasonId.member, line, siteName);
      return;
    }
    if (op === Op.generic) {
      this.emitType(symbol, columns.a(type));
      const list = columns.b(type);
      for (let index = 0; index < columns.listLength(list); index++)
        this.emitType(symbol, columns.listValue(list, index));
    } else if (op === Op.choice || op === Op.mapping) {
      this.emitType(symbol, columns.a(type));
      this.emitType(symbol, columns.b(type));
    } else if (op === Op.conditional) {
      this.emitType(symbol, columns.a(type));
      const list = columns.b(type);
      for (let index = 0; index < columns.listLength(list); index++)
        this.emitType(symbol, columns.listValue(list, index));
    } else if (op === Op.collection || op === Op.functionType || op === Op.indexed || op === Op.keysOf)
      this.emitType(symbol, columns.a(type));
    else if (op === Op.sequence) {
      const list = columns.b(type);
      for (let index = 0; index < columns.listLength(list); index++)
        this.emitType(symbol, columns.listValue(list, index));
    }
  }

  private emitBases(file: FileId): void {
    const { ints, width } = this.program.tables.bases;
    const first = this.program.firstRow.bases;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const symbol = ints[row * width + Column.bases.symbol]! as SymbolId;
      const type = ints[row * width + Column.bases.type]! as ExprId;
      const kind = ints[row * width + Column.bases.kind]!;
      if (type < 0 || kind === BaseKind.metaclass || this.evaluator.classes.extensions.has(symbol)) continue;
      if (kind === BaseKind.alias || kind === BaseKind.underlying) {
        this.emitType(symbol, type);
        continue;
      }
      const said = kind === BaseKind.implements ? EdgeKindId.IMPLEMENTS : EdgeKindId.INHERITS;
      const { type: value, reason } = namedType(this.evaluator.types, type);
      const named = this.columns.op(type) === Op.generic ? this.columns.a(type) : type;
      this.role[type] = 2;
      this.role[named] = 2;
      const op = this.columns.op(named);
      const siteName =
        op === Op.name ? this.columns.a(named) : op === Op.member ? this.columns.b(named) : NO_NAME;
      this.values.each(value, (one) => {
        const target = this.baseTarget(one) ?? this.constructingBase(symbol, one);
        if (target !== undefined) {
          const edge = this.isImplemented(symbol, one) ? EdgeKindId.IMPLEMENTS : said;
          this.sink.addEdge(this.named(symbol), edge, target, reason, this.columns.line(named) + 1, siteName);
        }
      });
    }
  }

  /** The interfaces that the classes of a file implement by extensions, wherever these stand. */
  private emitExtensions(file: FileId): void {
    const { symbols } = this.program.firstRow;
    const { extensions } = this.evaluator.classes;
    for (let row = symbols[file]!; row < symbols[file + 1]!; row++) {
      if (extensions.has(row)) this.emitExtendedType(row);
      if (!EXTENDABLE.has(this.columns.symbol(row, 'kind')) || this.named(row) !== row) continue;
      for (const extension of extensions.of(row))
        for (const { type } of this.evaluator.classes.basesOf(extension)) {
          const isHere = this.columns.fileOfSymbol(extension) === file;
          const line = isHere
            ? this.columns.symbol(extension, 'nameLine')
            : this.columns.symbol(row, 'nameLine');
          const { type: value, reason } = namedType(this.evaluator.types, type);
          this.values.each(value, (one) => {
            const target = this.baseTarget(one);
            if (target !== undefined && target !== row)
              this.sink.addEdge(row, EdgeKindId.IMPLEMENTS, target, reason, line + 1, 0 as NameId);
          });
        }
    }
  }

  /** What stands in the head of an extension is no use of its own. */
  private emitExtendedType(extension: SymbolId): void {
    const mark = (type: ExprId): void => {
      if (type < 0) return;
      this.role[type] = 2;
      if (this.columns.op(type) === Op.generic) mark(this.columns.a(type));
    };
    mark(this.evaluator.classes.extensions.typeOf(extension));
    for (const { type } of this.evaluator.classes.basesOf(extension)) mark(type);
  }

  /** Whether a base is an interface that a class implements, where bases of both kinds stand in one list. */
  private isImplemented(symbol: SymbolId, base: Value): boolean {
    const { columns, program } = this;
    const { interfaceNames } = program.files[columns.fileOfSymbol(symbol)]!.language.rules.classes;
    if (interfaceNames === undefined || columns.symbol(symbol, 'kind') === INTERFACE) return false;
    const kind = kindOf(base);
    if (kind === Kind.class || kind === Kind.instance)
      return columns.symbol(payloadOf(base), 'kind') === INTERFACE;
    if (kind !== Kind.external && kind !== Kind.externalInstance) return false;
    const { symbol: name } = this.values.getExternal(base);
    return interfaceNames.test(name.slice(name.lastIndexOf('.') + 1));
  }

  private baseTarget(value: Value): TargetId | undefined {
    const kind = kindOf(value);
    if (kind === Kind.class || kind === Kind.instance) return this.named(payloadOf(value));
    return kind === Kind.external || kind === Kind.externalInstance
      ? targetOfExternal(this.values.nodeOf(payloadOf(value)))
      : undefined;
  }

  /** A function that a class extends, where a function makes objects. */
  private constructingBase(symbol: SymbolId, value: Value): TargetId | undefined {
    const { columns, program } = this;
    const { prototypeMember } = program.files[columns.fileOfSymbol(symbol)]!.language.rules.classes;
    const isFunction = prototypeMember !== undefined && kindOf(value) === Kind.function;
    return isFunction && isNodeSymbol(columns, payloadOf(value)) ? payloadOf(value) : undefined;
  }

  private emitImports(file: FileId): void {
    const first = this.program.firstRow.imports;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      if (this.isModuleName(file, row)) continue;
      const source = this.program.firstRow.symbols[file]!;
      const target = this.modules.targetOf(row);
      const line = this.modules.importCell(row, 'line') + 1;
      const kind = kindOf(target);
      if (kind === Kind.module) {
        const module = this.program.firstRow.symbols[payloadOf(target)]!;
        if (module !== source)
          this.sink.addEdge(source, EdgeKindId.IMPORTS, module, ReasonId.import, line, NO_NAME);
      } else if (kind === Kind.external) {
        this.sink.addEdge(
          source,
          EdgeKindId.IMPORTS,
          targetOfExternal(this.values.nodeOf(payloadOf(target))),
          ReasonId.import,
          line,
          NO_NAME,
        );
      } else if (kind === Kind.directory) {
        for (const one of this.filesUsed(file, payloadOf(target))) {
          const module = this.program.firstRow.symbols[one]!;
          if (module !== source)
            this.sink.addEdge(source, EdgeKindId.IMPORTS, module, ReasonId.import, line, NO_NAME);
        }
      }
      this.emitSubmodule(row, target, source, line);
    }
  }

  /** Whether an import is a word of the language for a module around the file. */
  private isModuleName(file: FileId, row: ImportId): boolean {
    const words = this.program.files[file]!.language.rules.names.moduleNames;
    if (words === undefined) return false;
    const specifier = this.program.strings[this.modules.importCell(row, 'specifier')]!;
    return specifier === words.root || specifier === words.self || specifier.startsWith(words.parent);
  }

  /** `from package import module` imports the module too. */
  private emitSubmodule(importRow: ImportId, target: Value, source: SymbolId, line: number): void {
    const kind = kindOf(target);
    const name = this.program.strings[this.modules.importCell(importRow, 'name')]!;
    if (name === '' || (kind !== Kind.module && kind !== Kind.directory)) return;
    const submodule = this.modules.submodule(kind, payloadOf(target), name);
    if (kindOf(submodule) !== Kind.module) return;
    const module = this.program.firstRow.symbols[payloadOf(submodule)]!;
    if (module !== source)
      this.sink.addEdge(source, EdgeKindId.IMPORTS, module, ReasonId.import, line, NO_NAME);
  }

  /** The files of a package of which `reader` uses a name, its first one when it only links the package in. */
  private filesUsed(reader: FileId, directory: number): readonly FileId[] {
    const files = this.modules.directoryFiles(directory);
    const used = this.evaluator.usedFiles.get(reader);
    const wanted = used ? files.filter((one) => used.has(one)) : [];
    return wanted.length > 0 ? wanted : files.slice(0, 1);
  }

  private emitDecorators(file: FileId): void {
    const { ints, width } = this.program.tables.decorators;
    const first = this.program.firstRow.decorators;
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      const symbol = this.named(ints[row * width]! as SymbolId);
      const expression = ints[row * width + 1]! as ExprId;
      const isCall = this.columns.op(expression) === Op.call;
      const decorator = isCall ? this.columns.a(expression) : expression;
      if (decorator < 0) continue;
      const { type: value, reason } = this.evaluator.explain(decorator);
      const line = this.columns.line(decorator) + 1;
      // What a function outside of the workspace made is known by the variable that holds it.
      const isHeld = value === UNKNOWN || kindOf(value) === Kind.externalInstance;
      const holder = isHeld ? this.variables.find(decorator) : undefined;
      if (holder)
        this.sink.addEdge(symbol, EdgeKindId.DECORATES, holder.symbol, holder.reason, line, NO_NAME);
      this.values.each(value, (one) => {
        const kind = kindOf(one);
        if (kind !== Kind.function && kind !== Kind.class && kind !== Kind.external) return;
        const target =
          kind === Kind.external
            ? targetOfExternal(this.values.nodeOf(payloadOf(one)))
            : this.named(payloadOf(one));
        this.sink.addEdge(symbol, EdgeKindId.DECORATES, target, reason, line, 0 as NameId);
      });
    }
  }
}
