import type { RelationName } from './relations.ts';

/** A question for one relation of one symbol. */
export interface RelationQuestion {
  readonly relation: RelationName;
  /** As it is written in the question. */
  readonly subject: string;
}

const SUBJECT = String.raw`(?:the\s+|an?\s+)?(?:(?:class|interface|type|struct|function|method|constant|variable|protocol|trait)\s+)?[\x60"'“]?(?<subject>[\p{L}_$(*][\p{L}\p{N}_$.:#/()*-]*)`;

/** How English asks for each relation; the first form that fits counts. */
const FORMS: readonly (readonly [RelationName, readonly string[]])[] = [
  [
    'implementers',
    [
      'implement(?:s|ing|ed by)? S',
      'implement(?:ers|ors|ations?) (?:of|for) S',
      'implemented by S',
      'satisf(?:y|ies|ying) S',
      'conforms? to S',
    ],
  ],
  [
    'subclasses',
    [
      '(?:sub-?classes|sub-?types|descendants|children|derived (?:classes|types)) of S',
      '(?:extends?|extending|inherits?|inheriting|derives?|derived|deriving|descends?) (?:from )?S',
      'sub-?class(?:es|ing)? S',
    ],
  ],
  [
    'bases',
    [
      '(?:super-?classes|base class(?:es)?|bases|parents?(?: class(?:es)?)?|ancestors|super-?types) of S',
      'S (?:extends|inherits|derives)(?: from)? (?:what|which)',
      '(?:what|which) (?:\\w+ )?does S (?:extend|inherit|derive|implement)',
    ],
  ],
  ['overrides', ['overrid(?:es?|ing|den by) S', 'overrides? (?:of|for) S']],
  [
    'tests',
    [
      'tests? (?:of|for|that (?:cover|call|reach|exercise|use)s?|covering|calling) S',
      '(?:what|which|who) tests S',
      '(?:where|how) is S tested',
    ],
  ],
  [
    'callers',
    [
      '(?:who|what|which \\w+|functions that|code that|places that|everything that) (?:calls?|invokes?) S',
      'call(?:er)?s (?:of|to) S',
      '(?:where|from where) (?:is|are) S (?:called|invoked)',
      'invocations of S',
      '(?:where|who) (?:do(?:es)?|can) \\w+ call S',
    ],
  ],
  [
    'callees',
    ['(?:what|which functions?) (?:does|do) S (?:call|invoke)', 'callees of S', '(?:called|invoked) by S'],
  ],
  [
    'uses',
    [
      '(?:who|what|which \\w+|code that|places that|everything that) (?:uses?|references?|refers to|reads|mentions) S',
      '(?:uses|usages?|references?) (?:of|to) S',
      '(?:where|how often) (?:is|are) S (?:used|referenced|read|set|assigned|written|constructed|created|instantiated)',
      '(?:constructs|instantiates|instances of) S',
    ],
  ],
];

const PATTERNS = FORMS.flatMap(([relation, forms]) =>
  forms.map((form) => ({
    relation,
    pattern: new RegExp(String.raw`\b${form.replaceAll(' ', String.raw`\s+`).replace('S', SUBJECT)}`, 'iu'),
  })),
);

/** What relation a question asks for, undefined for other questions. Whether the subject exists is not looked at. */
export function readRelationQuestion(query: string): RelationQuestion | undefined {
  // Such questions are short; a text that is longer says more than one of these forms.
  if (query.length > 160) return undefined;
  for (const { relation, pattern } of PATTERNS) {
    const match = pattern.exec(query);
    const subject = match?.groups?.['subject']?.replace(/[.:#/()*-]+$/u, '');
    if (match && subject && isSubject(subject, query.slice(match.index + match[0].length)))
      return { relation, subject };
  }
  return undefined;
}

/** A word of prose is a subject only where the question ends with it: `who calls the server when it stops` has none. */
function isSubject(subject: string, rest: string): boolean {
  return /[_$.:#/]|\p{Ll}\p{Lu}|^\p{Lu}/u.test(subject) || /^[`"'”?.!\s()]*$/u.test(rest);
}
