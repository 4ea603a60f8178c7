// Conditions that a build decides: `a && !(b || c)`, in some languages with `==` and `!=` between parts.

/** A condition of more words than this is not evaluated: each bracket is one step deeper. */
const MOST_TOKENS = 1_000;

/** Whether a condition holds, given its words and signs, and which of the words are on ('' stands where one is missing); one that is too long holds. */
export function conditionHolds(tokens: readonly string[], isOn: (word: string) => boolean): boolean {
  if (tokens.length > MOST_TOKENS) return true;
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === '||') {
      at++;
      value = both() || value;
    }
    return value;
  };
  const both = (): boolean => {
    let value = same();
    while (tokens[at] === '&&') {
      at++;
      value = same() && value;
    }
    return value;
  };
  const same = (): boolean => {
    let value = one();
    while (tokens[at] === '==' || tokens[at] === '!=') {
      const isEqual = tokens[at++] === '==';
      value = (one() === value) === isEqual;
    }
    return value;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !one();
    if (token !== '(') return isOn(token ?? '');
    const value = either();
    if (tokens[at] === ')') at++;
    return value;
  };
  return either();
}
