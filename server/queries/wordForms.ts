// Forms of English words that a stemmer doesn't know: irregular verbs, spellings, and verbs that say little. Knows no code.

/** Irregular verbs, each with the forms that have another stem. */
const IRREGULAR_VERBS = `begin began begun,bind bound,break broke broken,bring brought,build built,catch caught,
choose chose chosen,cling clung,come came,deal dealt,do did done,draw drew drawn,drive drove driven,fall fell fallen,
feed fed,find found,fly flew flown,forbid forbade forbidden,forget forgot forgotten,freeze froze frozen,get got gotten,
give gave given,go went gone,grow grew grown,hang hung,have had,hear heard,hide hid hidden,hold held,keep kept,
know knew known,lay laid,lead led,leave left,lend lent,lose lost,make made,mean meant,meet met,
override overrode overridden,overwrite overwrote overwritten,pay paid,rebuild rebuilt,rewrite rewrote rewritten,
ride rode ridden,ring rang rung,rise rose risen,run ran,say said,see saw seen,seek sought,sell sold,send sent,
shake shook shaken,shoot shot,show shown,shrink shrank shrunk,sink sank sunk,sleep slept,speak spoke spoken,
spend spent,spin spun,stand stood,steal stole stolen,stick stuck,strike struck,sweep swept,swing swung,
take took taken,teach taught,tear tore torn,tell told,think thought,throw threw thrown,
understand understood,undo undid undone,wake woke woken,weave wove woven,win won,wind wound,
withdraw withdrew withdrawn,write wrote written`;

const VERB_OF: ReadonlyMap<string, string> = new Map(
  IRREGULAR_VERBS.split(',').flatMap((line) => {
    const [verb = '', ...forms] = line.trim().split(' ');
    return forms.map((form): [string, string] => [form, verb]);
  }),
);

/** Verbs that say little by themselves: what matters is what they are said of. */
const LIGHT_VERBS: ReadonlySet<string> = new Set(
  `be become begin bring come decide determine do get give go happen have hold keep know learn let make mean need notice put
   see take turn want`.split(/\s+/),
);

/** Other forms under which code may have a word of prose: the verb that it is a form of, and its other spelling. */
export function otherForms(word: string): string[] {
  const forms = [
    VERB_OF.get(word) ?? word,
    word.replace(/is(?=(?:e[dsr]?|ing|ation)s?$)/u, 'iz'),
    word.replace(/iz(?=(?:e[dsr]?|ing|ation)s?$)/u, 'is'),
    word.replace(/our(?=(?:s|ed|ing)?$)/u, 'or'),
    word.replace(/(?<=\p{L}{2})or(?=(?:s|ed|ing)?$)/u, 'our'),
  ];
  return [...new Set(forms)].filter((form) => form !== word);
}

/** Whether a word is a form of a verb that says little by itself. */
export function isLightVerb(word: string): boolean {
  const forms = [
    word,
    VERB_OF.get(word) ?? word,
    word.replace(/(?:s|ed|ing)$/u, ''),
    word.replace(/d$/u, ''),
  ];
  return forms.some((form) => LIGHT_VERBS.has(form));
}
