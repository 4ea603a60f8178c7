/** Texts of 40 pieces each, the same ones each time. */
export function* randomTexts(pieces: readonly string[], count: number): Generator<string> {
  let seed = 7;
  for (let made = 0; made < count; made++) {
    let text = '';
    for (let at = 0; at < 40; at++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      text += `${pieces[(seed >>> 16) % pieces.length]} `;
    }
    yield text;
  }
}
