import { describe, expect, it } from 'vitest';
import { createLogger, ofComponent, type LogLevel } from '../../../gateway/health/log.ts';
import { KnownSecrets, redacting } from '../../../gateway/running/redaction.ts';

function logging(human = false, level: LogLevel = 'info') {
  const lines: string[] = [];
  const now = () => Date.UTC(2026, 10, 20, 12);
  return { lines, ...createLogger({ level, human, write: (line) => void lines.push(line), now }) };
}

describe('the log, for whoever collects it', () => {
  it('is an object a line, with time, level and message', () => {
    const { lines, log } = logging();
    log('The disk is full: "data" has 3 MB.');
    expect(lines).toEqual([
      '{"level":"info","time":"2026-11-20T12:00:00.000Z","msg":"The disk is full: \\"data\\" has 3 MB."}\n',
    ]);
  });

  it('says which gateway it was as soon as that is known, and which part', () => {
    const { lines, log, identify } = logging();
    const store = ofComponent(log, 'store');
    identify('gw-1');
    store('It answers.');
    expect(JSON.parse(lines[0]!)).toMatchObject({ gateway: 'gw-1', component: 'store', msg: 'It answers.' });
  });

  it('stays one line whatever is said', () => {
    const { lines, log } = logging();
    log('first\nsecond\u2028third');
    expect(lines).toHaveLength(1);
    expect(lines[0]!.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'first\nsecond\u2028third' });
  });

  it('is quiet below its level', () => {
    const { lines, log, warn, fatal } = logging(false, 'error');
    log('a');
    warn('b');
    fatal(new Error('a bug'));
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['fatal']);
    expect(lines[0]).toContain('log.test.ts');
  });

  it('carries no secret, whichever part speaks', () => {
    const { lines, log } = logging();
    const known = new KnownSecrets();
    known.add('correct-horse');
    redacting(ofComponent(log, 'replication'), known)('refused with correct-horse and password=hunter22');
    expect(lines[0]).not.toMatch(/correct-horse|hunter22/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ component: 'replication' });
  });
});

describe('the log, for a person at a terminal', () => {
  it('is a sentence a line', () => {
    const { lines, log, warn } = logging(true);
    log('All lines are read.');
    ofComponent(log, 'store')('It answers.');
    warn('Look at this.');
    expect(lines).toEqual([
      '2026-11-20T12:00:00.000Z All lines are read.\n',
      '2026-11-20T12:00:00.000Z [store] It answers.\n',
      '2026-11-20T12:00:00.000Z WARN Look at this.\n',
    ]);
  });
});

describe('a log that knows of no parts', () => {
  it('takes the sentences of all of them', () => {
    const said: string[] = [];
    ofComponent((message) => said.push(message), 'store')('It answers.');
    expect(said).toEqual(['It answers.']);
  });
});
