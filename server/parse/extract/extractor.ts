// Extraction of files, one after another: the records of each become facts.

import { FactsBuilder } from '../../facts/builder.ts';
import type { StringTable } from '../../facts/builder.ts';
import { ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { CompiledKinds } from '../kinds.ts';
import { R_NEXT } from '../records.ts';
import type { RecordBuffer } from '../records.ts';
import { noteConditions } from './builds.ts';
import { Extraction, MODULE_SCOPE, MODULE_SYMBOL } from './context.ts';
import type { CompiledRoles } from './context.ts';
import { notePastes } from './pastes.ts';
import { importHeads } from './paths.ts';
import { fileProse } from './prose.ts';
import { RecordReader } from './recordReader.ts';
import { roleHandlers } from './roles.ts';
import { declareModule, markToolTargets, setDoc, setFlag } from './symbols.ts';
import { compileRoles, visit } from './walk.ts';

/** A file to be extracted. */
export interface FileToExtract {
  readonly records: RecordBuffer;
  readonly source: string;
  /** What its Module symbol is called. */
  readonly moduleName: string;
  readonly lines: number;
  readonly isGenerated: boolean;
}

/** Reads the records of one file after another into facts; one per language, grammar and thread. */
export class Extractor {
  /** The facts of the last file. */
  readonly facts: FactsBuilder;
  private readonly compiled: CompiledKinds;
  private readonly roles: CompiledRoles;

  constructor(compiled: CompiledKinds, strings: StringTable) {
    this.compiled = compiled;
    this.roles = compileRoles(compiled, roleHandlers);
    this.facts = new FactsBuilder(strings);
  }

  /** Extracts one file; its facts are in `facts` until the next call. */
  extract({ records, source, moduleName, lines, isGenerated }: FileToExtract): void {
    const { compiled, roles, facts } = this;
    const { hooks, lexis, rules } = compiled.language;
    facts.clear();
    const x = new Extraction({
      compiled,
      roles,
      facts,
      tree: new RecordReader(compiled, records, source),
      hasDocNames: hooks.docTypes !== undefined && lexis.typeTags?.test(source) === true,
    });
    declareModule(x, moduleName, lines);
    if (isGenerated) setFlag(x, MODULE_SYMBOL, SymbolFlag.generated);
    setDoc(x, MODULE_SYMBOL, fileProse(source, compiled.language));
    if (rules.modules.exports === 'explicit')
      x.exportsScope = facts.addScope(ScopeKind.exports, MODULE_SCOPE, MODULE_SYMBOL);
    const { ints, length } = records;
    for (let record = 0; record < length; record = ints[record + R_NEXT]!) visit(x, record);
    importHeads(x);
    if (x.reassigned.length > 0 || x.exportedLocals.length > 0) roles.handlers.settleNames(x);
    markToolTargets(x, source);
    const pastes = hooks.listPastes?.(source) ?? [];
    if (pastes.length > 0) notePastes(facts, source, pastes);
    const parts = hooks.buildParts?.(source);
    if (parts) noteConditions(facts, MODULE_SCOPE, parts);
  }
}
