import { describe, expect, it } from 'vitest';
import { ordersFromTable } from '../../../../shared/orders/table/orders-from-table.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { tableText } from '../../../../shared/orders/table/table-text.ts';
import { planningWorld } from '../../../fixtures/planning-world.ts';

const decode = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding, { fatal: true }).decode(bytes);
const GERMAN = 'Fällig;Stückzahl;Losnummer;Kürzel;Wetter\r\n22.11.2026;64.500;159135;PA;schön\r\n';
const wide = (text: string, mark: boolean) => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');

describe('A CSV file of an office', () => {
  it.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${GERMAN}`)],
    ['UTF-8 without one', Buffer.from(GERMAN)],
    ['UTF-16 with a mark', wide(GERMAN, true)],
    ['UTF-16 without one', wide(GERMAN, false)],
    ['UTF-16 the other way round', wide(GERMAN, true).swap16()],
    ['the code page of Western Windows', Buffer.from(GERMAN, 'latin1')],
  ])('in %s is read, whatever the order of its columns, and says which one nobody reads', (_encoding, bytes) => {
    const rows = readTable(tableText(bytes, decode)!);
    const report = finished(ordersFromTable(planningWorld().world, rows));
    expect(report.rows).toMatchObject([{ row: 2, state: 'created', title: 'PA 159135', problems: [] }]);
    expect(report.unread.map((column) => rows[0]![column])).toEqual(['Wetter']);
  });

  it('with euros and long dashes of Windows keeps them', () => {
    expect(tableText(Buffer.from([0x80, 0x20, 0x96]), decode)).toBe('€ –');
  });
});
