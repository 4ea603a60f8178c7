// A program ready to be asked for the edges of any of its files. A file's edges depend on the facts of the program alone,
// never on which files were asked for before: that lets an edit be resolved without the rest of the tree.

import type { Strings } from '../facts/builder.ts';
import type { Analysis, EdgeSink } from './analysis.ts';
import { Columns } from './columns.ts';
import { DeclarationEdges } from './declarationEdges.ts';
import { EdgeTable, UnresolvedTable } from './edgeTable.ts';
import { Evaluator } from './evaluator.ts';
import { emitOverrides, emitStructuralInterfaces, linkMembers } from './link.ts';
import { joinFacts } from './joinFacts.ts';
import { Lookups } from './lookups.ts';
import { Modules } from './modules.ts';
import type { ResolverFactory } from './modules.ts';
import type { FileFacts, Program } from './program.ts';
import { findReferableNames } from './referable.ts';
import { ScopeIndex } from './scopeIndex.ts';
import { SiteEdges } from './siteEdges.ts';
import { ValueTable } from './values.ts';

/** The program, and the edges of the files that were asked for so far. */
export class Resolution {
  readonly program: Program;
  readonly columns: Columns;
  readonly values = new ValueTable();
  readonly modules: Modules;
  edges = new EdgeTable();
  unresolved = new UnresolvedTable();
  /** See findReferableNames. */
  readonly referable: Uint8Array;
  /** File that edges were asked for → what these depend on in other files. */
  readonly lookups = new Map<number, Int32Array>();
  readonly #analysis: Analysis;
  #structural: Parameters<EdgeSink['addEdge']>[] | undefined;

  /** `facts` are those of all parsed files, in path order; they are not changed. `previous` as in `joinFacts`. */
  constructor(
    facts: readonly FileFacts[],
    strings: Strings,
    resolverOf: ResolverFactory,
    previous?: Program,
  ) {
    const program = joinFacts(facts, strings, previous);
    const columns = new Columns(program);
    const lookups = new Lookups(program);
    const scopes = new ScopeIndex(program, lookups);
    const modules = new Modules(program, columns, this.values, resolverOf, lookups);
    const evaluator = new Evaluator(program, columns, scopes, modules, this.values, lookups);
    this.program = program;
    this.columns = columns;
    this.modules = modules;
    this.referable = findReferableNames(program, columns);
    this.#analysis = {
      program,
      columns,
      values: this.values,
      scopes,
      modules,
      evaluator,
      sink: {
        addEdge: (source, kind, target, reason, line, siteName) =>
          this.edges.add(source, kind, target, reason, line, siteName),
        addUnresolved: (source, name, line) => this.unresolved.add(source, name, line),
      },
      lookups,
      referable: this.referable,
      role: new Uint8Array(program.tables.expressions.rows),
    };
    linkMembers(program, columns, evaluator, modules);
  }

  /** Collects the edges whose source is in one of `files`, indices into `program.files`, and no others. */
  emit(files: Iterable<number>): void {
    const { evaluator, lookups, role } = this.#analysis;
    this.edges = new EdgeTable();
    this.unresolved = new UnresolvedTable();
    role.fill(0);
    const wanted = new Uint8Array(this.program.files.length);
    const declarations = new DeclarationEdges(this.#analysis);
    const sites = new SiteEdges(this.#analysis);
    for (const file of files) {
      wanted[file] = 1;
      evaluator.forget(file);
      lookups.begin(file);
      emitOverrides(this.#analysis, file);
      declarations.emitTypesAndBases(file);
      sites.emitFile(file);
      declarations.emitImportsAndDecorators(file);
      this.lookups.set(file, lookups.end());
    }
    this.forEachStructuralEdge((source, ...edge) => {
      if (wanted[this.columns.fileOfSymbol(source)] === 1) this.edges.add(source, ...edge);
    });
  }

  /** Indices of the files that read one of `files` through includes, at any depth, with these. */
  readersOf(files: Iterable<number>): ReadonlySet<number> {
    return this.#analysis.evaluator.includes.readersOf(files);
  }

  /** Hands out the edges that follow from the methods of types alone, whichever file they are in. */
  forEachStructuralEdge(use: EdgeSink['addEdge']): void {
    this.#structural ??= this.#findStructuralEdges();
    for (const edge of this.#structural) use(...edge);
  }

  #findStructuralEdges(): Parameters<EdgeSink['addEdge']>[] {
    const edges: Parameters<EdgeSink['addEdge']>[] = [];
    this.#analysis.evaluator.forget();
    const sink = {
      ...this.#analysis.sink,
      addEdge: (...edge: Parameters<EdgeSink['addEdge']>) => void edges.push(edge),
    };
    emitStructuralInterfaces({ ...this.#analysis, sink });
    return edges;
  }
}
