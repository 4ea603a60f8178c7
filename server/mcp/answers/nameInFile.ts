import { notationOf } from '../../languages/notations.ts';

/**
 * A qualified name without the part that the path of its file repeats: `shop/cart.py`, shop.cart.Cart.save → Cart.save, and
 * `src/shop/Cart.java`, shop.Cart.save → Cart.save.
 */
export function nameInFile(qualifiedName: string, file: string): string {
  const notation = notationOf(file);
  const separator = notation?.separator ?? '.';
  const path = file.replace(/\.[^./]+$/, '').replaceAll('/', separator);
  const module = notation?.moduleOf?.(file) ?? path;
  // A file as a whole is named in full.
  if (qualifiedName === module) return qualifiedName;
  const start = `${module}${separator}`;
  if (qualifiedName.startsWith(start)) return qualifiedName.slice(start.length);
  if (notation?.moduleOf) return qualifiedName;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf(separator))) + separator;
  for (let from = 0; from >= 0 && from < folder.length; from = nextPart(folder, separator, from)) {
    const packageName = folder.slice(from);
    if (qualifiedName.startsWith(packageName)) return qualifiedName.slice(packageName.length);
  }
  // Folders can begin in the middle of a package: App\Shop\Cart in `src/Shop/Cart.php`.
  if (notation?.member !== undefined) {
    const parts = qualifiedName.split(separator);
    const shared = parts.slice(0, -1).lastIndexOf(file.split('/').at(-2) ?? '');
    return parts.slice(shared + 1).join(separator);
  }
  return qualifiedName;
}

function nextPart(text: string, separator: string, from: number): number {
  const at = text.indexOf(separator, from);
  return at < 0 ? -1 : at + separator.length;
}
