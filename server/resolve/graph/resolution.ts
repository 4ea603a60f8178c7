// A program ready to be asked for the edges of any of its files. A file's edges depend on the facts of the program alone,
// never on which files were asked for before: that lets an edit be resolved without the rest of the tree.

import { messageOf } from '../../errors.ts';
import type { Strings } from '../../facts/builder.ts';
import {
  DeclarationEdges,
  EdgeTable,
  ReferableNames,
  SiteEdges,
  UnresolvedTable,
  Variables,
  emitCounterparts,
  emitOverrides,
  emitStructuralInterfaces,
  linkDeclarations,
  linkMembers,
} from '../edges/index.ts';
import type { Analysis, EdgeSink } from '../edges/index.ts';
import { Evaluator } from '../infer/index.ts';
import {
  Columns,
  Lookups,
  Room,
  STEP_LIMITS,
  Steps,
  StepsSpent,
  definitionOf,
  joinFacts,
  NONE,
} from '../program/index.ts';
import type { FileFacts, FileId, NameId, Program, StepLimits, SymbolId } from '../program/index.ts';
import { Modules, ScopeIndex } from '../scopes/index.ts';
import type { ResolverFactory } from '../scopes/index.ts';
import { ValueTable } from '../types/index.ts';
import { listPublicNames } from './publicNames.ts';
import type { PublicModule, PublicName } from './publicNames.ts';

/** What is said of a failure that nothing in a file should cause. */
const DEFECT = 'a defect of Codebase Memory';

/** Nothing was given up of what has been emitted. */
function whole(_emitted: void): number {
  return 0;
}

/** Edges that follow from the methods of types alone, and how many interfaces of a file were left out. */
interface Structural {
  readonly edges: Parameters<EdgeSink['addEdge']>[];
  readonly given: ReadonlyMap<FileId, number>;
}

/** What a resolution goes on with that follows another one. */
interface Kept {
  readonly room: Room;
  readonly lookups: Lookups;
  readonly scopes: ScopeIndex;
  readonly names: ReferableNames;
}

/** The program, and the edges of the files that were asked for so far. */
export class Resolution {
  readonly program: Program;
  readonly columns: Columns;
  readonly values = new ValueTable();
  readonly steps: Steps;
  readonly modules: Modules;
  edges = new EdgeTable();
  unresolved = new UnresolvedTable();
  /** See ReferableNames. */
  readonly referable: Uint8Array;
  /** File that edges were asked for → what these depend on in other files. */
  readonly lookups = new Map<FileId, Int32Array>();
  /**
   * File → why its edges could not all be made: they took too many steps, or that is a defect of this program, or code too
   * deep for its stack. It shall cost one file its edges, not all of them the index.
   */
  readonly failures = new Map<FileId, string>();
  /** Hears of each file before its edges are made. */
  onFile: (path: string) => void = () => {};
  /** The file whose edges are being made, -1 for none. */
  #file: FileId = NONE;
  #analysis: Analysis;
  readonly #scopes: ScopeIndex;
  readonly #lookups: Lookups;
  readonly #room: Room;
  readonly #names: ReferableNames;
  #structural: Structural | undefined;

  /**
   * `facts` are those of all parsed files, in path order; they are not changed. `previous` was made over the same strings; its
   * tables are taken over, so it can't be used any more afterwards.
   */
  constructor(
    facts: readonly FileFacts[],
    strings: Strings,
    resolverOf: ResolverFactory,
    previous?: Resolution,
    limits: StepLimits = STEP_LIMITS,
  ) {
    this.steps = new Steps(limits);
    const before = previous?.handOver(facts);
    this.#room = before?.room ?? new Room();
    const program = joinFacts(facts, strings, previous?.program);
    const columns = new Columns(program);
    this.program = program;
    this.columns = columns;
    this.#lookups = new Lookups(program, before?.lookups);
    this.#scopes = new ScopeIndex(program, this.#lookups, before?.scopes);
    this.modules = new Modules(program, columns, this.values, resolverOf, this.#lookups);
    this.#names = new ReferableNames(program, columns, before?.names);
    this.referable = this.#names.flags;
    this.#analysis = this.#analyse();
  }

  /** Hands out what one over `facts` goes on with, before it takes the tables over. */
  handOver(facts: readonly FileFacts[]): Kept {
    this.#names.leave(this.program, this.columns, facts);
    return { room: this.#room, lookups: this.#lookups, scopes: this.#scopes, names: this.#names };
  }

  /** A new evaluator, and all that works with it. */
  #analyse(): Analysis {
    const { program, columns, values, modules } = this;
    const scopes = this.#scopes;
    const lookups = this.#lookups;
    const evaluator = new Evaluator(
      program,
      columns,
      scopes,
      modules,
      values,
      lookups,
      this.steps,
      this.#room,
    );
    linkMembers(program, columns, evaluator, modules);
    linkDeclarations(program, columns, evaluator, modules);
    return {
      program,
      columns,
      values,
      scopes,
      modules,
      evaluator,
      sink: {
        // What only declares is the source of nothing: its lines are not those of the definition.
        addEdge: (around, kind, target, reason, line, siteName) => {
          if (program.definitions.has(around)) return;
          const source = this.#sourceHere(around);
          const defined = target < 0 ? target : definitionOf(program, target as SymbolId);
          const meant =
            defined < 0
              ? defined
              : evaluator.counterparts.meant(defined as SymbolId, columns.fileOfSymbol(source));
          this.edges.add(source, kind, meant === source ? defined : meant, reason, line, siteName);
        },
        addUnresolved: (source, name, line, isLocal) => {
          if (!program.definitions.has(source))
            this.unresolved.add(this.#sourceHere(source), name, line, isLocal);
        },
      },
      lookups,
      steps: this.steps,
      referable: this.referable,
      role: this.#room.bytes('role', program.tables.expressions.rows),
    };
  }

  /**
   * The source of what is written in the file that is being emitted: in an extension of a class of another file, outside of its
   * functions, that is its own file, as edges go with the file of their source.
   */
  #sourceHere(source: SymbolId): SymbolId {
    const file = this.#file;
    if (file < 0 || source < 0 || this.columns.fileOfSymbol(source) === file) return source;
    const own = this.columns.scopeOwner(this.modules.moduleScope[file]!);
    return own < 0 ? source : own;
  }

  /** Collects the edges whose source is in one of `files`, indices into `program.files`, and no others. */
  emit(files: Iterable<FileId>): void {
    this.edges = new EdgeTable();
    this.unresolved = new UnresolvedTable();
    this.#analysis.role.fill(0);
    const wanted = new Uint8Array(this.program.files.length);
    let emitFile = this.#makeEmitter();
    for (const file of files) {
      wanted[file] = 1;
      this.#file = file;
      this.onFile(this.program.files[file]!.path);
      this.#lookups.begin(file);
      try {
        const given = emitFile(file);
        if (given.length > 0) this.failures.set(file, `resolving took too many steps: ${given.join(', ')}`);
      } catch (error) {
        this.failures.set(file, `${DEFECT} (${messageOf(error)})`);
        this.#lookups.noteUnsure();
        // What the evaluator was in the middle of is not known.
        this.#analysis = this.#analyse();
        emitFile = this.#makeEmitter();
      }
      this.steps.end();
      this.lookups.set(file, this.#lookups.end());
    }
    this.#file = NONE;
    this.forEachStructuralEdge((source, ...edge) => {
      if (wanted[this.columns.fileOfSymbol(source)] === 1) this.edges.add(source, ...edge);
    });
    for (const [file, count] of this.givenInterfaces()) {
      if (wanted[file] !== 1) continue;
      const before = this.failures.get(file);
      const reason = `too many types share the methods of its interfaces: the implementations of ${count} are missing`;
      this.failures.set(file, before === undefined ? reason : `${before}; ${reason}`);
    }
  }

  /** Makes the edges of a file; returns the kinds of which some were given up because they took too many steps. */
  #makeEmitter(): (file: number) => string[] {
    const analysis = this.#analysis;
    const declarations = new DeclarationEdges(analysis);
    const sites = new SiteEdges(analysis);
    const kinds: readonly [string, (file: number) => number][] = [
      ['overridden methods', (file) => whole(emitOverrides(analysis, file as FileId))],
      ['counterparts', (file) => whole(emitCounterparts(analysis, file as FileId))],
      ['types and bases', (file) => whole(declarations.emitTypesAndBases(file as FileId))],
      ['calls and references', (file) => sites.emitFile(file as FileId)],
      ['imports and decorators', (file) => whole(declarations.emitImportsAndDecorators(file as FileId))],
    ];
    const { symbols, expressions } = this.program.firstRow;
    return (file) => {
      const rows = symbols[file + 1]! - symbols[file]! + expressions[file + 1]! - expressions[file]!;
      const given: string[] = [];
      analysis.evaluator.forget(file);
      for (const [kind, emit] of kinds) {
        this.steps.begin(rows);
        try {
          const lookups = emit(file);
          if (lookups > 0) given.push(`${lookups} of its ${kind} are missing`);
        } catch (error) {
          if (!(error instanceof StepsSpent)) throw error;
          analysis.evaluator.forget(file);
          given.push(`some of its ${kind} are missing`);
        }
      }
      return given;
    };
  }

  /** Indices of the files that read one of `files` through includes, at any depth, with these. */
  readersOf(files: Iterable<FileId>): ReadonlySet<FileId> {
    return this.#analysis.evaluator.includes.readersOf(files);
  }

  /** Under which names others reach what these modules offer; `cut` hears of packages that have more names than are listed. */
  publicNames(modules: readonly PublicModule[], cut: (name: string) => void): PublicName[] {
    const { program, columns, values } = this;
    const { scopes, evaluator } = this.#analysis;
    const variables = new Variables(columns, scopes, this.modules, evaluator);
    this.#lookups.begin(NONE);
    this.steps.begin(program.tables.symbols.rows + program.tables.expressions.rows);
    evaluator.forget();
    const exportedVariable = (file: FileId, name: NameId): SymbolId => variables.exported(file, name);
    const sources = { program, columns, values, scopes, modules: this.modules, evaluator, exportedVariable };
    return listPublicNames(sources, modules, cut);
  }

  /** Members that are declared for types outside of them. */
  get extensions(): Analysis['evaluator']['classes']['extensions'] {
    return this.#analysis.evaluator.classes.extensions;
  }

  /** File → fingerprint of what the default build lacks of it. */
  lacking(): ReadonlyMap<FileId, number> {
    return this.#analysis.evaluator.builds.fingerprints();
  }

  /** Indices of the files that take all names of one of `files`, at any depth. */
  starReadersOf(files: readonly FileId[]): ReadonlySet<FileId> {
    return this.#analysis.evaluator.stars.readersOf(files);
  }

  /** Hands out the edges that follow from the methods of types alone, whichever file they are in. */
  forEachStructuralEdge(use: EdgeSink['addEdge']): void {
    this.#structural ??= this.#findStructural();
    for (const edge of this.#structural.edges) use(...edge);
  }

  /** File → how many of its interfaces too many types might implement to ask. */
  givenInterfaces(): ReadonlyMap<FileId, number> {
    this.#structural ??= this.#findStructural();
    return this.#structural.given;
  }

  #findStructural(): Structural {
    const edges: Structural['edges'] = [];
    this.#analysis.evaluator.forget();
    const sink = {
      ...this.#analysis.sink,
      addEdge: (...edge: Parameters<EdgeSink['addEdge']>) => void edges.push(edge),
    };
    const given = new Map<FileId, number>();
    for (const one of emitStructuralInterfaces({ ...this.#analysis, sink })) {
      const file = this.columns.fileOfSymbol(one);
      given.set(file, (given.get(file) ?? 0) + 1);
    }
    return { edges, given };
  }
}
