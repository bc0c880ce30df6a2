import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoPlantFile } from '../../../gateway/demo/demo-plant.ts';
import { plantText } from '../../../gateway/plant/plant-text.ts';

describe('a plant file that the gateway writes', () => {
  it('has on one line what belongs together', () => {
    const lines = plantText(demoPlantFile('UTC')).split('\n');
    expect(lines).toContain('      "stops": { "minSeconds": 1.1, "bins": [12, 60, 300], "downFromSeconds": 60 },');
    expect(lines).toContain('          "columns": ["itemNumber", "lotNumber", "serialNumber", "partPresent", "time"],');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('says what the plant is, whatever is in it, in the same order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(JSON.parse(plantText(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});
