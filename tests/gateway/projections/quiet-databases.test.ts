import { describe, expect, it } from 'vitest';
import { QuietDatabases } from '../../../gateway/projections/quiet-databases.ts';

/** Sweeps, by number, in which the database is looked at. */
function looks(quiet: QuietDatabases, sweeps: number, found: (sweep: number) => boolean = () => false): number[] {
  return Array.from({ length: sweeps }, (_, sweep) => sweep).filter((sweep) => {
    const [database] = quiet.due(['facts_gw_line8_2022_10']);
    if (database === undefined) return false;
    quiet.looked(database, !found(sweep));
    return true;
  });
}

describe('databases in which nothing happens', () => {
  it('are looked at less and less often, and after half an hour at the latest', () => {
    expect(looks(new QuietDatabases(), 130)).toEqual([0, 1, 3, 7, 15, 31, 63, 95, 127]);
  });

  it('are looked at with each sweep again as soon as there was something', () => {
    expect(looks(new QuietDatabases(), 20, (sweep) => sweep === 7)).toEqual([0, 1, 3, 7, 8, 10, 14]);
  });

  it('are forgotten when they are gone, and looked at at once when they come back', () => {
    const quiet = new QuietDatabases();
    looks(quiet, 10);
    quiet.due([]);
    expect(quiet.due(['facts_gw_line8_2022_10'])).toHaveLength(1);
  });
});
