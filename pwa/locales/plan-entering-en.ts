export const enteringEn = {
  whyHeading: 'Why is it changed?',
  whyNote: 'People at the line count on what runs and comes next. They will read your reason.',
  why: 'Reason',
  whyMissing: 'Please say why.',
  goOn: 'Change it',
  published: 'Published.',
  notInDraft:
    'A draft tries out what is planned. Leave it to say what happens at a line, or to split and merge orders.',
  mayNot:
    'You may not change this: it concerns lines, or the whole plant, that you do not plan. An admin can give the right.',
};
export type EnteringWords = typeof enteringEn;
