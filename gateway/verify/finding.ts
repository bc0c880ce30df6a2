/** What can be wrong with what a gateway keeps, and what a person does about it. */

const AUDIT_TOUCHED =
  'Somebody or something else than the gateway wrote there. Keep a copy as it is, find out who could, and compare with the plant, a backup or printed heads.';

const ADVICE = {
  'journal-damaged':
    'The next start sets the damaged part aside and goes on. If the rows are still in their file, import it again; check the disk.',
  'journal-order':
    'Records would be replayed in the wrong order. Keep a copy of the journal and report it; import the files of that time again.',
  'journal-incomplete':
    'Rows that the store has yet to get are gone. Import the files of that time again: what is there already is skipped.',
  'chunk-invalid':
    'The document was changed by something else than a gateway. Restore the database from a backup or from the plant.',
  'chunk-unreadable': 'Its rows cannot be unpacked. Restore the database from a backup or from the plant.',
  'chunk-misplaced':
    'The document is not what its id or database says. Restore the database from a backup or from the plant.',
  'chunk-overlap': 'Rows count twice. Restore the database from a backup or from the plant.',
  'rows-missing': 'Rows were stored once and are gone. Restore the database from a backup or from the plant.',
  'chunk-missing':
    'The journal has its rows, but no start will replay them. Import the file again, or remove the local databases: the next start reads all anew.',
  'chunk-differs': 'Journal and store do not say the same of these rows. Keep the journal and report it.',
  'hour-missing': 'Nobody stated this hour. Remove the local databases: the next start computes all hours anew.',
  'hour-differs': 'The rows say something else. Remove the local databases: the next start computes all hours anew.',
  'audit-changed': AUDIT_TOUCHED,
  'audit-missing': AUDIT_TOUCHED,
  'audit-duplicate': AUDIT_TOUCHED,
  'audit-inserted': AUDIT_TOUCHED,
  'audit-link': AUDIT_TOUCHED,
  'audit-time': AUDIT_TOUCHED,
  'audit-head': AUDIT_TOUCHED,
  'audit-fact-missing':
    'What the person said is still in the entry. Find out who could; restore the facts from a backup or from the plant.',
  'audit-fact-differs':
    'What the person said is still in the entry. Find out who could; restore the facts from a backup or from the plant.',
  'audit-unsaid':
    'A running gateway writes the entry within a minute. If it stays, the fact did not come through a gateway, or its entry was taken away.',
} as const;

export type FindingKind = keyof typeof ADVICE;

export interface Finding {
  kind: FindingKind;
  /** File, document or hour. */
  where: string;
  what: string;
  advice: string;
}

export function finding(kind: FindingKind, where: string, what: string): Finding {
  return { kind, where, what, advice: ADVICE[kind] };
}
