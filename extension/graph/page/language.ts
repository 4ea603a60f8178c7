// The language of the page: whoever shows it has put the translations into it. `main.ts` imports this before everything else,
// because other modules keep texts in constants.
import { putIn, setDisplay, t } from '../../../server/protocol/l10n.ts';

const { lang, dataset } = document.documentElement;
// A page that is opened without having been filled in is English.
const texts: Readonly<Record<string, string>> = dataset['texts']?.startsWith('{"')
  ? (JSON.parse(dataset['texts']) as Record<string, string>)
  : {};

if (Object.keys(texts).length > 0) {
  setDisplay({ translate: (message, values) => putIn(texts[message] ?? message, values), locale: lang });
  for (const element of document.querySelectorAll(
    '[aria-label], [placeholder], title, h1, h2, summary, button',
  ))
    translate(element);
}

/** What page.html says in an element itself. */
function translate(element: Element): void {
  for (const name of ['aria-label', 'placeholder']) {
    const said = element.getAttribute(name);
    if (said !== null) element.setAttribute(name, t(said));
  }
  const said = element.textContent;
  if (element.childElementCount === 0 && said) element.textContent = t(said);
}
