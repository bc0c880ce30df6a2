/** Texts of an order's page. */
export const orderEn = {
  became: (was: string, is: string) => `${was} → ${is}`,
  otherTurn: (line: string) => `another turn on ${line}`,
  resume: 'Resume',
  splitDone: (title: string) => `${title} is in the parking lot`,
  commentEdit: 'Change',
  commentRemove: 'Remove',
  commentSave: 'Save',
  commentChanged: 'Comment changed',
  commentRemoved: 'Comment removed',
  partUnknown: 'Nobody said how many it is: give it a quantity first.',
  splitNone: 'All of it was begun: there is nothing to split off.',
  reworkNone: 'Nothing of it was made yet: there is nothing to rework.',
  left: (title: string, count: string) => `${title}: ${count} left`,
};

export type OrderWords = typeof orderEn;
