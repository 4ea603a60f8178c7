// The grammar of the part of Cypher that only reads, on chevrotain. Each rule returns its piece of the syntax; what is
// not in the grammar is a syntax error, which parse.ts explains. Knows neither the graph nor SQL.

import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from 'chevrotain';
import type {
  ArithmeticOperator,
  Clause,
  ComparisonOperator,
  CypherQuery,
  Expression,
  Named,
  NodePattern,
  PathPattern,
  ProjectionClause,
  ProjectionItem,
  Properties,
  Quantifier,
  RelationshipPattern,
  SortItem,
  TextOperator,
} from './syntax.ts';
import * as t from './tokens.ts';

type Labels = readonly (readonly Named[])[];

/** Clauses of one part and how parts are joined. */
type Parsed = Pick<CypherQuery, 'parts' | 'keepsDuplicates'>;

const COMPARISONS: readonly TokenType[] = [
  t.Equal,
  t.NotEqual,
  t.LessEqual,
  t.GreaterEqual,
  t.Less,
  t.Greater,
];
const QUANTIFIERS: readonly TokenType[] = [t.All, t.Any, t.None, t.Single];

/** One parser can read any number of queries, one after the other. */
export class CypherGrammar extends EmbeddedActionsParser {
  constructor() {
    super([...t.allTokens], { maxLookahead: 3, skipValidations: false, recoveryEnabled: false });
    this.performSelfAnalysis();
  }

  readonly query = this.RULE('query', (): Parsed => {
    const parts: Clause[][] = [];
    const keepsDuplicates: boolean[] = [];
    parts.push(this.SUBRULE(this.part));
    this.MANY(() => {
      this.CONSUME(t.Union);
      keepsDuplicates.push(this.OPTION(() => this.CONSUME(t.All)) !== undefined);
      parts.push(this.SUBRULE2(this.part));
    });
    this.OPTION2(() => this.CONSUME(t.Semicolon));
    return { parts, keepsDuplicates };
  });

  private readonly part = this.RULE('part', (): Clause[] => {
    const clauses: Clause[] = [];
    this.AT_LEAST_ONE(() => clauses.push(this.SUBRULE(this.clause)));
    return clauses;
  });

  private readonly clause = this.RULE('clause', (): Clause =>
    this.OR([
      { ALT: () => this.SUBRULE(this.match) },
      { ALT: () => this.SUBRULE(this.unwind) },
      { ALT: () => this.SUBRULE(this.projection) },
    ]),
  );

  private readonly match = this.RULE('match', (): Clause => {
    const optional = this.OPTION(() => this.CONSUME(t.Optional));
    const { startOffset } = this.CONSUME(t.Match);
    const paths = this.SUBRULE(this.paths);
    const where = this.OPTION2(() => this.SUBRULE(this.where));
    return { type: 'match', at: startOffset, isOptional: optional !== undefined, paths, where };
  });

  private readonly unwind = this.RULE('unwind', (): Clause => {
    const { startOffset } = this.CONSUME(t.Unwind);
    const list = this.SUBRULE(this.expression);
    this.CONSUME(t.As);
    return { type: 'unwind', at: startOffset, list, variable: this.SUBRULE(this.variable).name };
  });

  private readonly projection = this.RULE('projection', (): ProjectionClause => {
    const keyword = this.OR([{ ALT: () => this.CONSUME(t.With) }, { ALT: () => this.CONSUME(t.Return) }]);
    const items: ProjectionItem[] = [];
    const distinct = this.OPTION(() => this.CONSUME(t.Distinct));
    const all = this.OR2([
      {
        ALT: () => {
          const star = this.CONSUME(t.Star);
          this.MANY(() => {
            this.CONSUME(t.Comma);
            items.push(this.SUBRULE(this.item));
          });
          return star;
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE2(this.item)) });
          return undefined;
        },
      },
    ]);
    const order: SortItem[] = [];
    this.OPTION2(() => {
      this.CONSUME(t.Order);
      this.CONSUME(t.By);
      this.AT_LEAST_ONE_SEP2({ SEP: t.Comma, DEF: () => order.push(this.SUBRULE(this.sortItem)) });
    });
    const skip = this.OPTION3(() => {
      this.OR3([{ ALT: () => this.CONSUME(t.Skip) }, { ALT: () => this.CONSUME(t.Offset) }]);
      return this.SUBRULE(this.expression);
    });
    const limit = this.OPTION4(() => {
      this.CONSUME(t.Limit);
      return this.SUBRULE2(this.expression);
    });
    const where = this.OPTION5(() => this.SUBRULE(this.where));
    return {
      type: keyword.tokenType === t.With ? 'with' : 'return',
      at: keyword.startOffset,
      isDistinct: distinct !== undefined,
      takesAll: all !== undefined,
      items,
      order,
      skip,
      limit,
      where,
    };
  });

  private readonly item = this.RULE('item', (): ProjectionItem => {
    const first = this.LA(1);
    const value = this.SUBRULE(this.expression);
    const last = this.LA(0);
    const alias = this.OPTION(() => {
      this.CONSUME(t.As);
      return this.SUBRULE(this.variable).name;
    });
    const name = alias ?? this.ACTION(() => this.textBetween(first, last));
    return { value, name, hasAlias: alias !== undefined };
  });

  private readonly sortItem = this.RULE('sortItem', (): SortItem => {
    const value = this.SUBRULE(this.expression);
    const isDescending = this.OPTION(() =>
      this.OR([
        { ALT: () => isOf(this.CONSUME(t.Asc), t.Desc) },
        { ALT: () => isOf(this.CONSUME(t.Ascending), t.Desc) },
        { ALT: () => isOf(this.CONSUME(t.Desc), t.Desc) },
        { ALT: () => isOf(this.CONSUME(t.Descending), t.Descending) },
      ]),
    );
    return { value, isDescending: isDescending ?? false };
  });

  private readonly where = this.RULE('where', (): Expression => {
    this.CONSUME(t.Where);
    return this.SUBRULE(this.expression);
  });

  private readonly paths = this.RULE('paths', (): PathPattern[] => {
    const paths: PathPattern[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => paths.push(this.SUBRULE(this.path)) });
    return paths;
  });

  private readonly path = this.RULE('path', (): PathPattern => {
    const name = this.OPTION(() => {
      const variable = this.SUBRULE(this.variable);
      this.CONSUME(t.Equal);
      return variable.name;
    });
    return { ...this.SUBRULE(this.chain), variable: name };
  });

  private readonly chain = this.RULE('chain', (): PathPattern => {
    const nodes: NodePattern[] = [];
    const relationships: RelationshipPattern[] = [];
    const first = this.SUBRULE(this.node);
    nodes.push(first);
    this.MANY({
      GATE: () => this.beginsRelationship(1),
      DEF: () => {
        relationships.push(this.SUBRULE(this.relationship));
        nodes.push(this.SUBRULE2(this.node));
      },
    });
    return { at: first.at, variable: undefined, nodes, relationships };
  });

  private readonly node = this.RULE('node', (): NodePattern => {
    const { startOffset } = this.CONSUME(t.LeftParen);
    const variable = this.OPTION(() => this.SUBRULE(this.variable).name);
    const labels = this.OPTION2(() => this.SUBRULE(this.labels)) ?? [];
    const properties = this.OPTION3(() => this.SUBRULE(this.map)) ?? [];
    const where = this.OPTION4(() => this.SUBRULE(this.where));
    this.CONSUME(t.RightParen);
    return { at: startOffset, variable, labels, properties, where };
  });

  /** `:A:B` and `:A&B` ask for both, `:A|B` for one of them. */
  private readonly labels = this.RULE('labels', (): Labels => {
    const all: Named[][] = [];
    this.CONSUME(t.Colon);
    let any: Named[] = [this.SUBRULE(this.name)];
    all.push(any);
    this.MANY(() => {
      const isBoth = this.OR([
        { ALT: () => isOf(this.CONSUME2(t.Colon), t.Colon) },
        { ALT: () => isOf(this.CONSUME(t.Ampersand), t.Ampersand) },
        {
          ALT: () => {
            this.CONSUME(t.Pipe);
            this.OPTION(() => this.CONSUME3(t.Colon));
            return false;
          },
        },
      ]);
      const name = this.SUBRULE2(this.name);
      if (isBoth) {
        any = [name];
        all.push(any);
      } else any.push(name);
    });
    return all;
  });

  private readonly relationship = this.RULE('relationship', (): RelationshipPattern => {
    const { startOffset } = this.LA(1);
    const left = this.OPTION(() => this.CONSUME(t.Less));
    this.CONSUME(t.Minus);
    let variable: string | undefined;
    let types: readonly Named[] = [];
    let hops: RelationshipPattern['hops'];
    let properties: Properties = [];
    let where: Expression | undefined;
    this.OPTION2(() => {
      this.CONSUME(t.LeftBracket);
      variable = this.OPTION3(() => this.SUBRULE(this.variable).name);
      types = this.OPTION4(() => this.SUBRULE(this.types)) ?? [];
      hops = this.OPTION5(() => this.SUBRULE(this.hops));
      properties = this.OPTION6(() => this.SUBRULE(this.map)) ?? [];
      where = this.OPTION7(() => this.SUBRULE(this.where));
      this.CONSUME(t.RightBracket);
    });
    this.CONSUME2(t.Minus);
    const right = this.OPTION8(() => this.CONSUME(t.Greater));
    const isOneWay = (left === undefined) !== (right === undefined);
    const direction = !isOneWay ? 'both' : left ? 'in' : 'out';
    return { at: startOffset, variable, types, direction, hops, properties, where };
  });

  private readonly types = this.RULE('types', (): Named[] => {
    const names: Named[] = [];
    this.CONSUME(t.Colon);
    names.push(this.SUBRULE(this.name));
    this.MANY(() => {
      this.CONSUME(t.Pipe);
      this.OPTION(() => this.CONSUME2(t.Colon));
      names.push(this.SUBRULE2(this.name));
    });
    return names;
  });

  private readonly hops = this.RULE('hops', (): RelationshipPattern['hops'] => {
    this.CONSUME(t.Star);
    const from = this.OPTION(() => Number(this.CONSUME(t.Integer).image));
    const range = this.OPTION2(() => {
      this.CONSUME(t.DotDot);
      return { to: this.OPTION3(() => Number(this.CONSUME2(t.Integer).image)) };
    });
    return { min: from ?? 1, max: range ? range.to : from };
  });

  private readonly map = this.RULE('map', (): Properties => {
    const entries: { key: string; value: Expression; at: number }[] = [];
    this.CONSUME(t.LeftBrace);
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => {
        const { name, at } = this.SUBRULE(this.name);
        this.CONSUME(t.Colon);
        entries.push({ key: name, at, value: this.SUBRULE(this.expression) });
      },
    });
    this.CONSUME(t.RightBrace);
    return entries;
  });

  private readonly variable = this.RULE('variable', (): Named => nameOf(this.CONSUME(t.VariableName)));

  private readonly name = this.RULE('name', (): Named => nameOf(this.CONSUME(t.AnyName)));

  private readonly expression = this.RULE('expression', (): Expression => {
    let left = this.SUBRULE(this.exclusive);
    this.MANY(() => {
      const { startOffset } = this.CONSUME(t.Or);
      left = { type: 'or', at: startOffset, left, right: this.SUBRULE2(this.exclusive) };
    });
    return left;
  });

  private readonly exclusive = this.RULE('exclusive', (): Expression => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      const { startOffset } = this.CONSUME(t.Xor);
      left = { type: 'xor', at: startOffset, left, right: this.SUBRULE2(this.conjunction) };
    });
    return left;
  });

  private readonly conjunction = this.RULE('conjunction', (): Expression => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      const { startOffset } = this.CONSUME(t.And);
      left = { type: 'and', at: startOffset, left, right: this.SUBRULE2(this.negation) };
    });
    return left;
  });

  private readonly negation = this.RULE('negation', (): Expression =>
    this.OR([
      {
        ALT: (): Expression => {
          const { startOffset } = this.CONSUME(t.Not);
          return { type: 'not', at: startOffset, of: this.SUBRULE(this.negation) };
        },
      },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]),
  );

  /** `a < b < c` means `a < b AND b < c`. */
  private readonly comparison = this.RULE('comparison', (): Expression => {
    let before = this.SUBRULE(this.predicate);
    let all: Expression | undefined;
    this.MANY(() => {
      const token = this.OR(COMPARISONS.map((type) => ({ ALT: () => this.CONSUME(type) })));
      const right = this.SUBRULE2(this.predicate);
      const operator = (token.image === '!=' ? '<>' : token.image) as ComparisonOperator;
      const at = token.startOffset;
      const one: Expression = { type: 'comparison', at, operator, left: before, right };
      all = all ? { type: 'and', at, left: all, right: one } : one;
      before = right;
    });
    return all ?? before;
  });

  private readonly predicate = this.RULE('predicate', (): Expression => {
    let left = this.SUBRULE(this.sum);
    this.MANY(() => {
      left = this.OR([
        {
          ALT: (): Expression => {
            const { startOffset } = this.CONSUME(t.Is);
            const not = this.OPTION(() => this.CONSUME(t.Not));
            this.CONSUME(t.Null);
            return { type: 'isNull', at: startOffset, of: left, isNegated: not !== undefined };
          },
        },
        {
          ALT: (): Expression => {
            const { startOffset } = this.CONSUME(t.In);
            return { type: 'in', at: startOffset, of: left, list: this.SUBRULE2(this.sum) };
          },
        },
        {
          ALT: (): Expression => {
            const { operator, at } = this.SUBRULE(this.textOperator);
            return { type: 'text', at, operator, left, right: this.SUBRULE3(this.sum) };
          },
        },
      ]);
    });
    return left;
  });

  private readonly textOperator = this.RULE('textOperator', (): { operator: TextOperator; at: number } => {
    const at = this.LA(1).startOffset;
    const operator = this.OR([
      {
        ALT: (): TextOperator => {
          this.CONSUME(t.Starts);
          this.CONSUME(t.With);
          return 'STARTS WITH';
        },
      },
      {
        ALT: (): TextOperator => {
          this.CONSUME(t.Ends);
          this.CONSUME2(t.With);
          return 'ENDS WITH';
        },
      },
      {
        ALT: (): TextOperator => {
          this.CONSUME(t.Contains);
          return 'CONTAINS';
        },
      },
      {
        ALT: (): TextOperator => {
          this.CONSUME(t.Matches);
          return '=~';
        },
      },
    ]);
    return { operator, at };
  });

  private readonly sum = this.RULE('sum', (): Expression => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const token = this.OR([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }]);
      left = arithmetic(token, left, this.SUBRULE2(this.product));
    });
    return left;
  });

  private readonly product = this.RULE('product', (): Expression => {
    let left = this.SUBRULE(this.power);
    this.MANY(() => {
      const token = this.OR([
        { ALT: () => this.CONSUME(t.Star) },
        { ALT: () => this.CONSUME(t.Slash) },
        { ALT: () => this.CONSUME(t.Percent) },
      ]);
      left = arithmetic(token, left, this.SUBRULE2(this.power));
    });
    return left;
  });

  private readonly power = this.RULE('power', (): Expression => {
    let left = this.SUBRULE(this.signed);
    this.MANY(() => {
      const token = this.CONSUME(t.Caret);
      left = arithmetic(token, left, this.SUBRULE2(this.signed));
    });
    return left;
  });

  private readonly signed = this.RULE('signed', (): Expression =>
    this.OR([
      {
        ALT: (): Expression => {
          const { startOffset } = this.CONSUME(t.Minus);
          return { type: 'negative', at: startOffset, of: this.SUBRULE(this.signed) };
        },
      },
      {
        ALT: (): Expression => {
          this.CONSUME(t.Plus);
          return this.SUBRULE2(this.signed);
        },
      },
      { ALT: () => this.SUBRULE(this.postfix) },
    ]),
  );

  private readonly postfix = this.RULE('postfix', (): Expression => {
    let of = this.SUBRULE(this.atom);
    this.MANY(() => {
      of = this.OR([
        {
          ALT: (): Expression => {
            this.CONSUME(t.Dot);
            const { name, at } = this.SUBRULE(this.name);
            return { type: 'property', at, of, key: name };
          },
        },
        { ALT: () => this.SUBRULE(this.subscript, { ARGS: [of] }) },
        {
          ALT: (): Expression => {
            const { startOffset } = this.LA(1);
            return { type: 'labels', at: startOffset, of, labels: this.SUBRULE(this.labels) };
          },
        },
      ]);
    });
    return of;
  });

  private readonly subscript = this.RULE('subscript', (of: Expression): Expression => {
    const { startOffset } = this.CONSUME(t.LeftBracket);
    const from = this.OPTION(() => this.SUBRULE(this.expression));
    const range = this.OPTION2(() => {
      this.CONSUME(t.DotDot);
      return { to: this.OPTION3(() => this.SUBRULE2(this.expression)) };
    });
    this.CONSUME(t.RightBracket);
    if (range || !from) return { type: 'slice', at: startOffset, of, from, to: range?.to };
    return { type: 'index', at: startOffset, of, index: from };
  });

  private readonly atom = this.RULE('atom', (): Expression =>
    this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => this.SUBRULE(this.literal) },
        { ALT: () => this.SUBRULE(this.caseExpression) },
        { GATE: () => this.isAt(2, t.LeftBrace), ALT: () => this.SUBRULE(this.subquery) },
        { GATE: () => this.isAt(4, t.In), ALT: () => this.SUBRULE(this.quantified) },
        { GATE: () => this.isAt(2, t.LeftParen), ALT: () => this.SUBRULE(this.call) },
        { ALT: () => this.SUBRULE(this.variableExpression) },
        { GATE: () => this.isAt(3, t.In), ALT: () => this.SUBRULE(this.comprehension) },
        { ALT: () => this.SUBRULE(this.list) },
        {
          ALT: (): Expression => {
            const at = this.LA(1).startOffset;
            return { type: 'map', at, entries: this.SUBRULE(this.map) };
          },
        },
        { GATE: () => this.beginsPattern(), ALT: () => this.SUBRULE(this.patternExpression) },
        {
          ALT: () => {
            this.CONSUME(t.LeftParen);
            const inner = this.SUBRULE(this.expression);
            this.CONSUME(t.RightParen);
            return inner;
          },
        },
      ],
    }),
  );

  private readonly literal = this.RULE('literal', (): Expression => {
    const at = this.LA(1).startOffset;
    const literal = (value: string | number | boolean | null): Expression => ({ type: 'literal', at, value });
    return this.OR([
      { ALT: () => literal(Number(this.CONSUME(t.Integer).image)) },
      { ALT: () => ({ ...literal(Number(this.CONSUME(t.Decimal).image)), isFloat: true }) },
      { ALT: () => literal(unquote(this.CONSUME(t.Text).image)) },
      { ALT: () => literal(isOf(this.CONSUME(t.True), t.True)) },
      { ALT: () => literal(!isOf(this.CONSUME(t.False), t.False)) },
      {
        ALT: () => {
          this.CONSUME(t.Null);
          return literal(null);
        },
      },
    ]);
  });

  private readonly caseExpression = this.RULE('caseExpression', (): Expression => {
    const { startOffset } = this.CONSUME(t.Case);
    const subject = this.OPTION(() => this.SUBRULE(this.expression));
    const branches: { when: Expression; value: Expression }[] = [];
    this.AT_LEAST_ONE(() => {
      this.CONSUME(t.When);
      const when = this.SUBRULE2(this.expression);
      this.CONSUME(t.Then);
      branches.push({ when, value: this.SUBRULE3(this.expression) });
    });
    const otherwise = this.OPTION2(() => {
      this.CONSUME(t.Else);
      return this.SUBRULE4(this.expression);
    });
    this.CONSUME(t.End);
    return { type: 'case', at: startOffset, subject, branches, otherwise };
  });

  /** `EXISTS { (a)-->(b) WHERE … }` and the same with COUNT. */
  private readonly subquery = this.RULE('subquery', (): Expression => {
    const keyword = this.OR([{ ALT: () => this.CONSUME(t.Exists) }, { ALT: () => this.CONSUME(t.Count) }]);
    this.CONSUME(t.LeftBrace);
    this.OPTION(() => this.CONSUME(t.Match));
    const paths = this.SUBRULE(this.paths);
    const where = this.OPTION2(() => this.SUBRULE(this.where));
    this.CONSUME(t.RightBrace);
    const type = keyword.tokenType === t.Exists ? 'exists' : 'count';
    return { type, at: keyword.startOffset, paths, where };
  });

  private readonly quantified = this.RULE('quantified', (): Expression => {
    const token = this.OR(QUANTIFIERS.map((type) => ({ ALT: () => this.CONSUME(type) })));
    this.CONSUME(t.LeftParen);
    const variable = this.SUBRULE(this.variable).name;
    this.CONSUME(t.In);
    const list = this.SUBRULE(this.expression);
    const where = this.SUBRULE(this.where);
    this.CONSUME(t.RightParen);
    const quantifier = this.ACTION(() => token.image.toLowerCase() as Quantifier);
    return { type: 'quantified', at: token.startOffset, quantifier, variable, list, where };
  });

  private readonly call = this.RULE('call', (): Expression => {
    const { name, at } = nameOf(this.CONSUME(t.VariableName));
    this.CONSUME(t.LeftParen);
    const distinct = this.OPTION(() => this.CONSUME(t.Distinct));
    const inner: Expression[] = [];
    const all = this.OR([
      { ALT: () => this.CONSUME(t.Star) },
      {
        ALT: () => {
          this.MANY_SEP({ SEP: t.Comma, DEF: () => inner.push(this.SUBRULE(this.expression)) });
          return undefined;
        },
      },
    ]);
    this.CONSUME(t.RightParen);
    const takesAll = all !== undefined;
    return { type: 'call', at, name, isDistinct: distinct !== undefined, takesAll, arguments: inner };
  });

  private readonly variableExpression = this.RULE('variableExpression', (): Expression => {
    const { name, at } = this.SUBRULE(this.variable);
    return { type: 'variable', at, name };
  });

  private readonly comprehension = this.RULE('comprehension', (): Expression => {
    const { startOffset } = this.CONSUME(t.LeftBracket);
    const variable = this.SUBRULE(this.variable).name;
    this.CONSUME(t.In);
    const list = this.SUBRULE(this.expression);
    const where = this.OPTION(() => this.SUBRULE(this.where));
    const value = this.OPTION2(() => {
      this.CONSUME(t.Pipe);
      return this.SUBRULE2(this.expression);
    });
    this.CONSUME(t.RightBracket);
    return { type: 'comprehension', at: startOffset, variable, list, where, value };
  });

  private readonly list = this.RULE('list', (): Expression => {
    const items: Expression[] = [];
    const { startOffset } = this.CONSUME(t.LeftBracket);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.expression)) });
    this.CONSUME(t.RightBracket);
    return { type: 'list', at: startOffset, items };
  });

  /** A pattern where a condition can stand: whether there is such a path. */
  private readonly patternExpression = this.RULE('patternExpression', (): Expression => {
    const path = this.SUBRULE(this.chain);
    return { type: 'exists', at: path.at, paths: [path], where: undefined };
  });

  private isAt(distance: number, type: TokenType): boolean {
    return this.LA(distance).tokenType === type;
  }

  private beginsRelationship(at: number): boolean {
    if (this.isAt(at, t.Less)) return this.isAt(at + 1, t.Minus) && this.beginsRelationship(at + 1);
    return this.isAt(at, t.Minus) && (this.isAt(at + 1, t.LeftBracket) || this.isAt(at + 1, t.Minus));
  }

  /** Whether what is in these parentheses is a node with a relationship after it: nothing nests in one but a map. */
  private beginsPattern(): boolean {
    if (!this.isAt(1, t.LeftParen)) return false;
    let depth = 0;
    for (let at = 2; ; at++) {
      if (this.isAt(at, EOF)) return false;
      if (this.isAt(at, t.LeftBrace)) depth++;
      else if (this.isAt(at, t.RightBrace)) depth--;
      else if (depth === 0) {
        if (this.isAt(at, t.RightParen)) return this.beginsRelationship(at + 1);
        if (!this.isPartOfNode(at)) return false;
      }
    }
  }

  private isPartOfNode(at: number): boolean {
    const { tokenType } = this.LA(at);
    if ([t.Colon, t.Pipe, t.Ampersand].includes(tokenType)) return true;
    return (tokenType.CATEGORIES ?? []).some(
      (category) => category === t.AnyName || category === t.VariableName,
    );
  }

  private textBetween(first: IToken, last: IToken): string {
    return this.text.slice(first.startOffset, last.startOffset + last.image.length);
  }

  /** The query under way: names of columns are cut out of it. */
  text = '';
}

function isOf(token: IToken, type: TokenType): boolean {
  return token.tokenType === type;
}

function arithmetic(token: IToken, left: Expression, right: Expression): Expression {
  return {
    type: 'arithmetic',
    at: token.startOffset,
    operator: token.image as ArithmeticOperator,
    left,
    right,
  };
}

function nameOf({ image, startOffset }: IToken): Named {
  const name = image.startsWith('`') ? image.slice(1, -1).replaceAll('``', '`') : image;
  return { name, at: startOffset };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What a quoted text says. An escape that Cypher does not have stands for itself, backslash and all: `\.` in a pattern. */
function unquote(image: string): string {
  return image
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (whole, code?: string, char = '') => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      const letter = String(char);
      return ESCAPES[letter] ?? (/['"\\`]/.test(letter) ? letter : whole);
    });
}
