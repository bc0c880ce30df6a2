import { normalize } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { hasWildcard } from './file-pattern.ts';

/**
 * Splits a declared path at its first folder or name with a wildcard (`* ? [ ] { }`): what lies before is the root that
 * the source never leaves, the rest is the pattern, with `/`. Without any wildcard the pattern is the file's name.
 * `..` is understood before the first wildcard only; behind it, it is `PLANT_FILE_INVALID`. Give the path unresolved
 * (`folder + '/' + path`): `resolve` would take a `..` and the wildcard before it out without a word.
 */
export function splitPath(absolutePath: string): { root: string; pattern: string } {
  // A backslash is a separator on Windows only; elsewhere it is part of a name.
  const segments = (process.platform === 'win32' ? absolutePath.replaceAll('\\', '/') : absolutePath).split('/');
  const wild = segments.findIndex(hasWildcard);
  const at = wild < 0 ? segments.length - 1 : wild;
  const pattern = segments.slice(at).filter((segment) => segment !== '' && segment !== '.');
  if (pattern.length === 0 || pattern.includes('..')) {
    const message = `"${absolutePath}" does not say which files are meant; use ".." only before the first wildcard`;
    throw new AppError('PLANT_FILE_INVALID', message);
  }
  return { root: normalize(segments.slice(0, at).join('/') || '/'), pattern: pattern.join('/') };
}
