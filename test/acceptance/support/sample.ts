import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The archive of the sample project, for `Product.writeAll`. */
export const SHOP = readFileSync(join(import.meta.dirname, '..', 'sample', 'shop.txt'), 'utf8');

/**
 * Every call inside the sample that its languages decide, derived by hand: call site, what is written there, the
 * definition it means, tier, caller and callee.
 */
export const SHOP_CALLS: readonly string[] = [
  'scripts/report.mjs 6 countWords scripts/report.mjs 9 inferred scripts.report.report scripts.report.countWords',
  'scripts/report.mjs 6 load scripts/report.mjs 3 exact scripts.report.report scripts.report.load',
  'service/main.py 5 add service/shop/cart.py 18 inferred service.main.checkout service.shop.cart.Cart.add',
  'service/main.py 6 total service/shop/cart.py 23 inferred service.main.checkout service.shop.cart.Cart.total',
  'service/main.py 10 Cart service/shop/cart.py 15 exact service.main.main service.shop.cart.Cart.__init__',
  'service/main.py 10 checkout service/main.py 4 exact service.main.main service.main.checkout',
  'service/shop/cart.py 21 save service/shop/cart.py 8 exact service.shop.cart.Cart.add service.shop.cart.Base.save',
  'service/shop/cart.py 24 look_up service/shop/prices.py 1 exact service.shop.cart.Cart.total service.shop.prices.price_of',
  'web/src/view.tsx 11 label web/src/view.tsx 14 exact web.src.view.PriceTag.show web.src.view.PriceTag.label',
  'web/src/view.tsx 15 money web/src/lib/money.ts 2 exact web.src.view.PriceTag.label web.src.lib.money.formatMoney',
  'web/src/view.tsx 19 PriceTag web/src/view.tsx 8 exact web.src.view.View web.src.view.PriceTag.constructor',
  'web/src/view.tsx 19 show web/src/view.tsx 10 inferred web.src.view.View web.src.view.PriceTag.show',
  'worker/main.go 10 New worker/queue/queue.go 9 exact worker.main.main worker.queue.queue.New',
  'worker/main.go 11 Push worker/queue/queue.go 7 exact worker.main.main worker.queue.queue.Queue.Push',
  'worker/main.go 12 describe worker/main.go 15 exact worker.main.main worker.main.describe',
];
