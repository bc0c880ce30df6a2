import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  copyFileSync,
  openSync,
  closeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { bundledFiles, productionPackages } from './bundle-files.js';
import { sha256, SUMS, sumsOf } from './bundle-sums.js';
import { lockHash } from './install.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';

/** Of a bundle, beside the project's own files. */
const MANIFEST = 'manifest.json';
const SBOM = 'sbom.cdx.json';
const INSTALL = 'install.sh';
/** By which the launcher of the release knows that the packages are those of package-lock.json. */
const STAMP = 'node_modules/.lineside-lock';

/**
 * Writes everything that a machine without network needs into one file: source, built app, packages, Node, sums, list of
 * parts (SBOM), installer. For machines of this one's system and processor. Resolves to the exit code.
 */
export async function bundle(root, node, [out, ...rest]) {
  if (!out || rest.length > 0 || out.startsWith('-')) throw new Refusal('Usage: lineside bundle OUT.tgz');
  const target = resolve(out);
  const files = bundledFiles(root);
  const made = mkdtempSync(join(tmpdir(), 'lineside-bundle-'));
  try {
    const manifest = await manifestOf(root, node);
    writeFileSync(join(made, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    copyFileSync(join(root, 'docker/systemd/install.sh'), join(made, INSTALL));
    await partsList(root, join(made, SBOM));
    mkdirSync(join(made, 'node_modules'));
    writeFileSync(join(made, STAMP), lockHash(root));
    const own = [MANIFEST, SBOM, INSTALL, STAMP];
    const where = (file) => join(own.includes(file) ? made : root, file);
    writeFileSync(join(made, SUMS), await sumsOf([...own, ...files], where));
    await pack({ root, made, own: [...own, SUMS], files, target, top: `lineside-${manifest.version}` });
    console.log(`${target}\n${files.length} files, version ${manifest.version}, SHA-256 ${await sha256(target)}`);
    return 0;
  } finally {
    rmSync(made, { recursive: true });
  }
}

async function manifestOf(root, node) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // What the release speaks is said in one place, which is TypeScript: the Node of the gateway reads it.
  const code = `import { PROTOCOL } from ${JSON.stringify(join(root, 'shared/sync/compatibility.ts'))};
    console.log(JSON.stringify({ protocol: PROTOCOL, node: process.versions.node }))`;
  const said = JSON.parse(await output(node, ['--input-type=module', '--eval', code], root));
  return { name: 'lineside', version, platform: process.platform, arch: process.arch, ...said };
}

/**
 * Exactly the packages that are in the bundle. npm is asked for all and not for those without `dev`: then it leaves out
 * every package that a development one needs too, the web server among them.
 */
async function partsList(root, target) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const all = JSON.parse(await output('npm', args, root));
  const bundled = new Set(productionPackages(root).map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter((part) => bundled.has(part['bom-ref']));
  const named = new Set(components.map((part) => part['bom-ref']));
  const missing = [...bundled].filter((part) => !named.has(part));
  if (missing.length > 0)
    throw new Refusal(`npm's list of parts lacks ${missing.join(', ')}: use another npm (10 or 11).`);
  const isThere = (ref) => named.has(ref) || ref === all.metadata.component['bom-ref'];
  const dependencies = all.dependencies
    .filter(({ ref }) => isThere(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isThere) }));
  writeFileSync(target, JSON.stringify({ ...all, components, dependencies }, null, 1));
}

/** In two steps, so that a file of that name is always whole. */
async function pack({ root, made, own, files, target, top }) {
  const list = join(made, 'list');
  writeFileSync(list, files.map((file) => `${file}\n`).join(''));
  mkdirSync(dirname(target), { recursive: true });
  const part = `${target}.part`;
  const names = ['--owner=0', '--group=0', '--numeric-owner', '--mode=u+w,go-w,a+rX', `--transform=s,^,${top}/,`];
  const args = ['-czf', part, ...names, '-C', made, ...own, '-C', root, '--verbatim-files-from', '-T', list];
  const code = await run('tar', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (code !== 0) {
    rmSync(part, { force: true });
    throw new Refusal(`"${target}" could not be written: tar ended with exit code ${code} (GNU tar is needed).`);
  }
  renameSync(part, target);
}

async function output(program, args, cwd) {
  const folder = mkdtempSync(join(tmpdir(), 'lineside-output-'));
  const file = join(folder, 'output');
  const out = openSync(file, 'w');
  try {
    const code = await run(program, args, { cwd, stdio: ['ignore', out, 2] });
    if (code !== 0) throw new Refusal(`"${program} ${args[0]}" failed with exit code ${code}: see its message above.`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(out);
    rmSync(folder, { recursive: true });
  }
}
