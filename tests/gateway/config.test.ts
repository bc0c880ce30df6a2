import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../gateway/config.ts';
import { AppError } from '../../shared/errors.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env, '/base');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return (error as AppError).message.split('\n');
  }
}

describe('the configuration', () => {
  it('needs nothing: an empty environment runs the simulated plant on this machine', () => {
    expect(parseConfig({}, '/base')).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/base/data',
      journalKeepMs: 7 * 86_400_000,
      journalKeepBytes: 2048 * 1024 * 1024,
      diskLowBytes: 1024 * 1024 * 1024,
      plantFile: null,
      demoSeed: 'lineside',
      demoTimezone: null,
      demoHistoryMs: null,
    });
    expect(parseConfig({ PORT: ' ', PLANT_FILE: '', DEMO_TIMEZONE: ' ' }, '/base').port).toBe(8080);
  });

  it('takes paths from the given folder', () => {
    expect(parseConfig({ PLANT_FILE: 'plant.json', DATA_DIR: '/var/lineside' }, '/base')).toMatchObject({
      plantFile: '/base/plant.json',
      dataDir: '/var/lineside',
    });
  });

  it('says all that is wrong at once, each with its name and value', () => {
    const problems = problemsOf({
      PORT: '80800',
      HOST: '0.0.0.0',
      DEMO_TIMEZONE: 'Mars/Base',
      DEMO_HISTORY_HOURS: '-1',
      JOURNAL_KEEP_DAYS: 'for ever',
      JOURNAL_KEEP_MB: '0',
      DISK_LOW_MB: 'Infinity',
    });
    expect(problems).toHaveLength(7);
    for (const [i, start] of [
      'PORT="80800" is not valid',
      'HOST="0.0.0.0" is not valid',
      'JOURNAL_KEEP_DAYS="for ever"',
      'JOURNAL_KEEP_MB="0"',
      'DISK_LOW_MB="Infinity"',
      'DEMO_TIMEZONE="Mars/Base"',
      'DEMO_HISTORY_HOURS="-1"',
    ].entries()) {
      expect(problems[i]).toContain(start);
      expect(problems[i]).toContain('.env.example');
    }
  });

  it.each(['x', '-1', '1.5', '65536', '8080x', '0x50', '1e3'])('refuses PORT=%s', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(parseConfig({}, '/base'))).toBe(true);
  });
});
