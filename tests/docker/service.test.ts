/** The unit of the service, by systemd's own judgement where there is one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeUnless } from '../faults/describe-unless.ts';

const file = fileURLToPath(new URL('../../docker/systemd/lineside.service', import.meta.url));
const unit = readFileSync(file, 'utf8');
const isThere = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the service', () => {
  it('is somebody of its own, may use serial ports and low ports, and nothing else of root', () => {
    expect(unit).toContain('User=lineside');
    expect(unit).toContain('SupplementaryGroups=dialout');
    expect(unit).toContain('CapabilityBoundingSet=CAP_NET_BIND_SERVICE\n');
  });

  it('keeps no watch that the gateway does not answer', () => {
    expect(unit).not.toContain('WatchdogSec');
  });

  it('does not start while data and release do not belong together', () => {
    expect(unit).toContain('AssertPathExists=!/opt/lineside/update.half');
  });
});

describeUnless(isThere ? null : 'there is no systemd-analyze', 'the service, to systemd,', () => {
  it('has no fault', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lineside-unit-'));
    try {
      const copy = join(folder, 'lineside.service');
      // The program is there once it is installed.
      writeFileSync(copy, unit.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
      const { stderr } = spawnSync('systemd-analyze', ['verify', copy], { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => line.includes('lineside.service'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is exposed to little', () => {
    const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', file], { encoding: 'utf8' });
    const [, exposure] = /exposure level for lineside\.service: ([\d.]+)/.exec(stdout) ?? [];
    expect(Number(exposure)).toBeLessThan(2.5);
  });
});
