/** Why somebody does not get in through the plant's sign-on server. The code goes to the app, which has the words. */
export type OidcRefusal =
  /** In none of the groups that the plant file names. */
  | 'not-a-member'
  /** Known here, and shut out by an admin. */
  | 'disabled'
  /** What came back is not what was asked for, or the person gave up. */
  | 'failed'
  | 'unreachable';

/** The message is for the log: what happened, never what was said in confidence. */
export class OidcRefused extends Error {
  override readonly name = 'OidcRefused';
  readonly why: OidcRefusal;

  constructor(why: OidcRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}
