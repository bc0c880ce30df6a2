import { pluralOf } from './plural.ts';

const plural = pluralOf('en');

/** Words of signing on. */
export const accessEn = {
  signOn: 'Sign on',
  signOff: 'Sign off',
  switchPerson: 'Somebody else',
  lockedAs: (name: string) => `Locked · ${name}`,
  signedOn: 'Signed on:',
  byTicket: 'signed on out of reach',
  pending: (count: number) => plural(count, { one: '1 to be verified', other: `${count} to be verified` }),
  pendingLong: 'Entered out of reach. The gateway checks who it was as soon as it can be reached.',
  account: 'My account',
  people: 'People',
  devices: 'Devices',
  gateways: 'Gateways',
  audit: 'Audit trail',

  askReason: 'Who gives the reason?',
  askByHand: 'Who keeps the line by hand?',
  askOther: 'Who wants to do this?',
  mayNot: (name: string) => `${name} may not do this here. Somebody who may can sign on.`,
  draftKept: 'What was typed is kept.',
  scanBadge: 'Scan your badge, or choose your name.',
  scanOrName: 'Scan your badge, or type your name and PIN.',
  badgeRead: 'Badge read. Now the PIN.',
  lastHere: 'Here lately',
  otherName: 'Another name',
  withPassword: 'With a password',
  withPin: 'With a PIN',
  back: 'Back',
  user: 'Name to sign on with',
  password: 'Password',
  pin: 'PIN',
  pinOf: (name: string) => `PIN of ${name}`,
  pinDigits: (count: number) => plural(count, { one: '1 digit', other: `${count} digits` }),
  digitGone: 'Take back the last digit',
  showPassword: 'Show password',
  ssoWith: (server: string) => `Sign on with ${server}`,
  ssoNotMember:
    'You are known there, but in none of the groups that may come in here. An administrator can change that.',
  ssoDisabled: 'You are not let in here any more. Ask an administrator.',
  ssoUnreachable: 'The sign-on server of the plant cannot be reached. Try again, or sign on with a password.',
  ssoFailed: 'Signing on there did not work. Please try again.',
  demoPeople: 'People of the simulated plant',
  demoNote: 'For trying out. No password, and only here: a real plant has none of them.',
  useInvitation: 'I have an invitation',
  enrolThis: 'Make this a device of the plant',

  wrong: 'Name or password is wrong.',
  wrongPin: 'Name or PIN is wrong.',
  wrongBadge: 'This badge is not known, or the PIN is wrong.',
  wrongCode: 'The code is wrong, was used, or is too old.',
  throttled: (time: string) => `Too many tries. The next one is possible in ${time}.`,
  outOfReach: 'The gateway is out of reach. Names and PINs that were used here today still work.',
  outOfReachElse: 'The gateway is out of reach. Check the network of this device and try again.',
  refused: 'That is not possible here.',
  busy: 'One moment\u00a0…',

  welcome: (plant: string) => `Lineside · ${plant}`,
  welcomeNote: 'Sign on to see the lines.',
  waiting: 'The gateway is out of reach',
  waitingNote: 'Check the network of this device. The page goes on by itself as soon as the gateway can be reached.',
  notSent: (count: number) =>
    plural(count, {
      one: 'One entry is not sent yet. It is kept here until the person who made it signs on.',
      other: `${count} entries are not sent yet. They are kept here until the people who made them sign on.`,
    }),
  setup: 'The first administrator',
  setupNote: 'The gateway has printed a code where it was started. It makes the first administrator, once.',
  code: 'Code',
  displayName: 'Name as others see it',
  newPassword: 'New password, at least 10 characters',
  newPin: 'New PIN for stations, at least 4 digits (optional)',
  setupDo: 'Begin',
  invitation: 'Accept an invitation',
  invitationNote:
    'Name and code are on the invitation. With it you choose your password and, for shared stations, a PIN.',
  invitationDo: 'Accept',
  missing: 'Please fill this in.',
  userShape: 'Small letters, digits and . _ - only, beginning with a letter.',
  passwordShort: 'At least 10 characters, please.',
  pinShape: 'Only digits, at least 4 and at most 12.',

  enrol: 'Make this a device of the plant',
  enrolNote: 'An administrator finds the code under “Devices”. It has 8 characters and is good for 10 minutes.',
  enrolCode: 'Code of 8 characters',
  enrolDo: 'Enrol',
  enrolledAs: (name: string) => `This device is “${name}”`,
  enrolledStation: 'A station: it shows its lines, and whoever signs on can enter something.',
  enrolledKiosk: 'A kiosk: it shows its lines, and nothing can be entered.',
  enrolledPersonal: 'A device of one person: it shows something when that person has signed on.',
  everyLine: 'every line',
  linesOf: (lines: string) => `Lines: ${lines}`,
  goOn: 'To the lines',
  enrolAgain: 'Enrol it anew',

  lockingSoon: (seconds: number) =>
    plural(seconds, { one: 'Entry is locked in 1 s', other: `Entry is locked in ${seconds} s` }),
  leavingSoon: (name: string, seconds: number) => `${name} is signed off in ${seconds} s`,
  touchToStay: 'Touch anything to stay.',

  signOnToSee: 'Sign on to see this',
  signOnToSeeNote: 'Nobody is signed on who may see it.',
  notForYou: 'This is not for you',
  notForYouNote: (name: string) => `${name} has no right to see this. An administrator gives rights.`,
  notHere: 'This screen does not show that',
} as const;

export type AccessWords = {
  [K in keyof typeof accessEn]: (typeof accessEn)[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : string;
};
