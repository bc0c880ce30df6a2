/** Words of master data as files and on phones. */
import { language } from './locale.ts';
import { productsDe } from './products-de.ts';
import { productsEn, type ProductsWords } from './products-en.ts';

export function productsWords(): ProductsWords {
  return language().toLowerCase().startsWith('de') ? productsDe : productsEn;
}
