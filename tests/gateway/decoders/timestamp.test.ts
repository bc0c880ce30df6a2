import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeReader } from '../../../gateway/decoders/timestamp.ts';
import { zoneOffset } from '../../../shared/calendar/zone.ts';
import { AppError } from '../../../shared/errors.ts';

const LA = 'America/Los_Angeles';
const VISION = 'MM/DD/YY HH:mm:ss.SSS';
const utc = (iso: string) => Date.parse(iso);

/** What a reader answers: the instant as ISO text, or its reason. */
function reading(format: string, text: string, zone = 'UTC', previous: number | null = null): string {
  const read = timeReader({ format, zone }).text(text, previous);
  return read.ok ? new Date(read.at).toISOString() : read.reason;
}

/** The wall clock of a zone at an instant, written as the machine does. */
function vision(zone: string, at: number): string {
  const iso = new Date(at + zoneOffset(zone, at)).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)} ${iso.slice(11, 23)}`;
}

describe('a time as a machine writes it', () => {
  it('reads by every token', () => {
    expect(reading('YYYY-MM-DDTHH:mm:ss.SSS', '2022-10-10T13:42:04.342')).toBe('2022-10-10T13:42:04.342Z');
    expect(reading('DD.MM.YY HH:mm:ss', '10.12.22 13:42:04')).toBe('2022-12-10T13:42:04.000Z');
    expect(reading('YYYYMMDDHHmm', '202210101342')).toBe('2022-10-10T13:42:00.000Z');
    expect(reading('HH on DD/MM/YYYY', '13 on 10/12/2022')).toBe('2022-12-10T13:00:00.000Z');
    expect(reading(VISION, '10/10/22 13:42:04.342', LA)).toBe('2022-10-10T20:42:04.342Z');
  });

  it('takes a point, a comma or a semicolon before the milliseconds: real machines mix them', () => {
    for (const mark of '.,;') expect(reading(VISION, `10/10/22 05:57:31${mark}877`)).toBe('2022-10-10T05:57:31.877Z');
    expect(reading(VISION, '10/10/22 05:57:31:877')).toMatch(/does not read as/);
    expect(reading('DD;MM;YY HH', '10.10.22 05')).toMatch(/does not read as/);
  });

  it.each([
    '',
    ' ',
    '10/10/22 13:42:04.34',
    '10/10/22 13:42:04.3421',
    '10/10/22 24:00:00.000',
    '10/10/22 13:60:00.000',
    '10/10/22 13:42:60.000',
    '13/10/22 13:42:04.342',
    '00/10/22 13:42:04.342',
    '02/29/22 13:42:04.342',
    '10/10/22T13:42:04.342',
    '1 /10/22 13:42:04.342',
    '10/10/-2 13:42:04.342',
    '١٠/10/22 13:42:04.342',
    '10/10/22 13:42:04.3４2',
  ])('is refused, not guessed: "%s"', (text) => {
    expect(reading(VISION, text)).toBe(`time does not read as ${VISION}`);
  });

  it('never throws, whatever the text', () => {
    const read = timeReader({ format: VISION, zone: LA }).text;
    const digitsAndMarks = fc
      .array(fc.constantFrom(...'0123456789/: .;,'), { minLength: 21, maxLength: 21 })
      .map((chars) => chars.join(''));
    const spoilt = fc.tuple(fc.nat(20), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })).map(([at, char]) => {
      const text = '10/10/22 13:42:04.342';
      return text.slice(0, at) + char + text.slice(at + 1);
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), digitsAndMarks, spoilt),
        fc.option(fc.integer()),
        (text, previous) => {
          const answer = read(text, previous);
          expect(answer.ok ? Number.isSafeInteger(answer.at) : answer.reason).toBeTruthy();
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('that occurs twice takes the offset that keeps time from falling within the file', () => {
    const read = timeReader({ format: VISION, zone: LA }).text;
    const first = utc('2026-11-01T08:30:00Z');
    expect(read('11/01/26 01:30:00.000', null)).toEqual({ ok: true, at: first });
    expect(read('11/01/26 01:30:00.000', first - 60_000)).toEqual({ ok: true, at: first });
    expect(read('11/01/26 01:30:00.000', utc('2026-11-01T09:29:00Z'))).toEqual({ ok: true, at: first + 3_600_000 });
  });

  it('that a machine set back by seconds within the repeated hour stays in its hour', () => {
    const read = timeReader({ format: VISION, zone: LA }).text;
    for (const previous of [utc('2026-11-01T08:30:02Z'), utc('2026-11-01T09:30:02Z')]) {
      expect(read('11/01/26 01:30:00.000', previous)).toEqual({ ok: true, at: previous - 2_000 });
    }
  });

  it('of every second of the night when clocks go back comes out once and in order', () => {
    const read = timeReader({ format: VISION, zone: LA }).text;
    let previous: number | null = null;
    for (let at = utc('2026-11-01T06:00:00Z'); at < utc('2026-11-01T12:00:00Z'); at += 1_000) {
      const answer = read(vision(LA, at), previous);
      expect(answer).toEqual({ ok: true, at });
      previous = at;
    }
  });

  it('that clocks skip is refused with the reason', () => {
    expect(reading(VISION, '03/08/26 02:00:00.000', LA)).toBe(`time does not exist in ${LA} (clocks went forward)`);
    expect(reading(VISION, '03/08/26 02:59:59.999', LA)).toMatch(/does not exist/);
    expect(reading(VISION, '03/08/26 01:59:59.999', LA)).toBe('2026-03-08T09:59:59.999Z');
    expect(reading(VISION, '03/08/26 03:00:00.000', LA)).toBe('2026-03-08T10:00:00.000Z');
    expect(reading(VISION, '10/04/26 02:15:00.000', 'Australia/Lord_Howe')).toMatch(/does not exist/);
  });

  it('reads the same by a reader that remembers the quarter hour before as by a new one', () => {
    const nights = ['2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z', '2026-10-03T15:30:00Z', '2026-04-04T15:00:00Z'].map(
      utc,
    );
    const texts = fc.array(
      fc.tuple(fc.constantFrom(...nights), fc.integer({ min: -4 * 3_600_000, max: 4 * 3_600_000 })),
      { minLength: 2, maxLength: 20 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(LA, 'Australia/Lord_Howe', 'UTC'),
        texts,
        fc.option(fc.constantFrom(...nights)),
        (zone, moments, previous) => {
          const remembering = timeReader({ format: VISION, zone }).text;
          for (const [night, ms] of moments) {
            const text = new Date(night + ms).toISOString();
            const written = `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(2, 4)} ${text.slice(11, 23)}`;
            expect(remembering(written, previous)).toEqual(
              timeReader({ format: VISION, zone }).text(written, previous),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('needs a format that says day and hour', () => {
    for (const format of ['DD.MM. HH:mm', 'YYYY-MM-DD', 'HH:mm:ss', '']) {
      expect(() => timeReader({ format, zone: LA })).toThrow(AppError);
    }
  });

  it('outside of what documents hold is refused: such a clock is wrong', () => {
    expect(reading('YYYY-MM-DD HH', '1969-12-31 23')).toBe('time lies before 1970 or after 9999');
    expect(reading('YYYY-MM-DD HH', '0004-02-29 00')).toBe('time lies before 1970 or after 9999');
    expect(reading('epoch-ms', '-1')).toBe('time lies before 1970 or after 9999');
    expect(reading('epoch-s', '253402300800')).toBe('time lies before 1970 or after 9999');
  });

  it.each([
    ['2022-10-10T13:42:04.342Z', '2022-10-10T13:42:04.342Z'],
    ['2022-10-10 13:42:04,3429999+02:00', '2022-10-10T11:42:04.342Z'],
    ['2022-10-10T13:42:04-0730', '2022-10-10T21:12:04.000Z'],
    ['2022-10-10T13:42:04+02', '2022-10-10T11:42:04.000Z'],
    ['2022-10-10T13:42', '2022-10-10T20:42:00.000Z'],
    ['2026-03-08T02:30:00', `time does not exist in ${LA} (clocks went forward)`],
    ['2022-02-29T13:42:04Z', 'time does not read as iso8601'],
    ['2022-10-10T24:00:00Z', 'time does not read as iso8601'],
    ['2022-10-10', 'time does not read as iso8601'],
    ['20221010T134204Z', 'time does not read as iso8601'],
  ])("reads as ISO 8601, in the plant's zone when it names none: %s", (text, answer) => {
    expect(reading('iso8601', text, LA)).toBe(answer);
  });

  it('reads as seconds or milliseconds since 1970', () => {
    expect(reading('epoch-s', '1665409324')).toBe('2022-10-10T13:42:04.000Z');
    expect(reading('epoch-s', '1665409324.342')).toBe('2022-10-10T13:42:04.342Z');
    expect(reading('epoch-ms', '1665409324342')).toBe('2022-10-10T13:42:04.342Z');
    expect(reading('epoch-s', 'now')).toBe('time does not read as epoch-s');
    const comma = timeReader({ format: 'epoch-s', zone: LA, decimal: ',' });
    expect(comma.text('1665409324,342', null)).toEqual({ ok: true, at: utc('2022-10-10T13:42:04.342Z') });
  });

  it('reads from bytes as it does from text, or is left to the text', () => {
    const formats = [VISION, 'YYYY-MM-DD HH:mm:ss', 'epoch-s', 'epoch-ms', 'iso8601'];
    const texts = fc.oneof(
      fc.integer({ min: 0, max: 4_000_000_000_000 }).map((at) => vision('UTC', at)),
      fc
        .integer({ min: 0, max: 4_000_000_000_000 })
        .map((at) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')),
      fc.double({ min: -1, max: 4e12, noNaN: true }).map((count) => count.toFixed(3)),
      fc.array(fc.constantFrom(...'0123456789/: .;,-+'), { maxLength: 24 }).map((chars) => chars.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...formats), texts, (format, text) => {
        const reader = timeReader({ format, zone: LA });
        const at = reader.bytes(Buffer.from(`x${text}x`), 1, text.length + 1, null);
        if (Number.isFinite(at)) expect(reader.text(text, null)).toEqual({ ok: true, at });
        else if (format === VISION) expect(reader.text(text, null).ok).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });
});
