/** What-ifs and their publishing, versions of a place, and loading whole orders; loaded with the plan's pages. */
export const planDraftsEn = {
  draftHeading: (name: string) => `Draft “${name}”`,
  draftOthers: 'Other drafts',
  showAll: (count: number) => `Show all ${count}`,
  meanwhileSeen: 'If you publish now, what the draft says takes the place of these.',
  placeBefore: (line: string, title: string) => `${line}, before ${title}`,
  placeLast: (line: string) => `${line}, last`,
  placeNotBefore: (place: string, at: string) => `${place}, not before ${at}`,
  placePinned: (place: string, at: string) => `${place}, pinned to ${at}`,
  nothingLeft: (made: string, wanted: string) => `nothing left to make: ${made} of ${wanted}`,
  'move-whole': 'All steps that wait: each as last of the line where it ends first',
  loadWhole: 'Load whole orders …',
  stepsLoaded: (count: number) => (count === 1 ? '1 step loaded' : `${count} steps loaded`),
  arranging: 'Looking for a better order …',
};

export type PlanDraftsWords = typeof planDraftsEn;
