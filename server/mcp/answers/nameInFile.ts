/** A qualified name without the part that the path of its file repeats: `shop/cart.py`, shop.cart.Cart.save → Cart.save. */
export function nameInFile(qualifiedName: string, file: string): string {
  const module = `${file.replace(/\.[^./]+$/, '').replaceAll('/', '.')}.`;
  return qualifiedName.startsWith(module) ? qualifiedName.slice(module.length) : qualifiedName;
}
