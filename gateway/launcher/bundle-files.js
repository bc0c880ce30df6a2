import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.js';

/** Of the project: what runs, what says how, and what `pwa/dist` was built from (the launcher compares). */
const PROJECT = ['gateway', 'shared', 'pwa', 'docker/systemd'];
const FILES = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', '.env.example', 'README.md', 'LICENSE'];
const NODE = 'node_modules/node/bin/node';

/** Everything that goes into a bundle, relative to the project, sorted: the packages as they are installed and tested here. */
export function bundledFiles(root) {
  const files = FILES.filter((file) => existsSync(join(root, file)));
  for (const folder of PROJECT) files.push(...below(root, folder));
  for (const { folder } of productionPackages(root)) files.push(...below(root, folder));
  if (!files.includes(NODE)) throw new Refusal(`"${NODE}" is missing: delete node_modules and run npm start once.`);
  return files.sort();
}

/** The packages that run or build, by the lock file; those for other systems are not there. */
export function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, link }]) => path !== '' && !dev && !devOptional && !link)
    .filter(([path, { optional, peer }]) => {
      if (existsSync(join(root, path, 'package.json'))) return true;
      if (optional || peer) return false;
      throw new Refusal(`The package "${path}" is not installed: run npm start once, then make the bundle again.`);
    })
    .map(([folder, { name, version }]) => ({ folder, name: name ?? folder.split('node_modules/').at(-1), version }));
}

/** Packages within a package have entries of their own. Links (`.bin`) and what tools left behind stay here. */
function below(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : below(root, path);
    return entry.isFile() && !entry.name.endsWith('.tsbuildinfo') ? [path] : [];
  });
}
