/** The columns that a `cycles` source must declare. Alone, so that a form can name them without all the schemas. */
export const CYCLE_COLUMNS = ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent'] as const;
