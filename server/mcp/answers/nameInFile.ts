/**
 * A qualified name without the part that the path of its file repeats: `shop/cart.py`, shop.cart.Cart.save → Cart.save, and
 * `src/shop/Cart.java`, shop.Cart.save → Cart.save.
 */
export function nameInFile(qualifiedName: string, file: string): string {
  const module = `${file.replace(/\.[^./]+$/, '').replaceAll('/', '.')}.`;
  if (qualifiedName.startsWith(module)) return qualifiedName.slice(module.length);
  // A file as a whole is named in full.
  if (`${qualifiedName}.` === module) return qualifiedName;
  const folder = module.replace(/[^.]*\.$/, '');
  for (let from = 0; from < folder.length; from = folder.indexOf('.', from) + 1) {
    const packageName = folder.slice(from);
    if (qualifiedName.startsWith(packageName)) return qualifiedName.slice(packageName.length);
  }
  return qualifiedName;
}
