// The picture as an image that stands alone: the rules of the page that colour it are written into its elements, because
// elsewhere there is no theme.
import { make } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { t } from '../../../server/protocol/l10n.ts';

const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
const MARGIN = 16;
/** Pixels of the image for one of the picture, as long as no side gets longer than a canvas may be. */
const PNG_SCALE = 2;
const MOST_PIXELS = 8000;

/** The whole picture as the text of an SVG file. */
export function toSvg(drawing: Drawing, svg: SVGSVGElement): string {
  const { x, y, width, height } = drawing.bounds();
  const [left, top, wide, high] = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  const copy = make('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width: Math.ceil(wide),
    height: Math.ceil(high),
    viewBox: `${left} ${top} ${wide} ${high}`,
  });
  const { backgroundColor } = getComputedStyle(document.body);
  copy.append(make('rect', { x: left, y: top, width: wide, height: high, fill: backgroundColor }));
  for (const child of svg.children) copy.append(copyStyled(child));
  copy.querySelector('#scene')?.removeAttribute('transform');
  return new XMLSerializer().serializeToString(copy);
}

/** The same as an image of points. */
export async function toPng(svgText: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText)}`;
  await image.decode();
  const scale = Math.min(PNG_SCALE, MOST_PIXELS / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(image.width * scale);
  canvas.height = Math.ceil(image.height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('This window cannot draw an image.'));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error(t('The picture is too large for an image.'))),
    );
  });
}

/** A copy without what only the page needs, and with the colours of now. */
function copyStyled(element: Element): Element {
  const copy = element.cloneNode(false) as Element;
  for (const name of ['class', 'role', 'tabindex', 'aria-label', 'aria-hidden', 'aria-pressed', 'data-key'])
    copy.removeAttribute(name);
  if (element.tagName !== 'title' && element.tagName !== 'defs') {
    const style = getComputedStyle(element);
    for (const name of PROPERTIES) {
      const value = style.getPropertyValue(name);
      if (value !== '' && value !== 'none' && value !== 'normal') copy.setAttribute(name, value);
      else if (name === 'fill' && value === 'none') copy.setAttribute(name, value);
    }
  }
  for (const child of element.childNodes)
    copy.append(child instanceof Element ? copyStyled(child) : child.cloneNode());
  return copy;
}
