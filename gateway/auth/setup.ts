/** The first admin: whoever can read this machine's console has the code for it. Once there are people, there is no code. */
import { timingSafeEqual } from 'node:crypto';
import type { Static } from 'typebox';
import type { SetupQuestion } from '../../shared/access/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Asking, Entered, Entrance } from './entrance.ts';
import type { People } from './people.ts';
import type { Pepper } from './pepper.ts';
import type { SecretFiles } from './secret-files.ts';
import { checkPassword } from './secret-rules.ts';
import { makeCode, plainCode } from './spoken-code.ts';
import type { WrongCodes } from './wrong-codes.ts';

const FILE = 'setup-code';

export interface SetupParts {
  people: People;
  entrance: Entrance;
  wrongCodes: WrongCodes;
  secrets: SecretFiles;
  pepper: Pepper;
  /** The simulated plant has its people. */
  demo: boolean;
  log: (message: string) => void;
}

export class Setup {
  readonly #parts: SetupParts;
  #code: string | null;

  private constructor(parts: SetupParts, code: string | null) {
    this.#parts = parts;
    this.#code = code;
  }

  /** Prints the code, the same at each start until it was used. */
  static async open(parts: SetupParts): Promise<Setup> {
    if (parts.demo || !parts.people.isEmpty()) return new Setup(parts, null);
    const code = (await parts.secrets.read(FILE)) || makeCode();
    await parts.secrets.write(FILE, code);
    parts.log(`Nobody can sign on yet. Open the app and make yourself its first admin with the code ${code}`);
    return new Setup(parts, code);
  }

  isOpen(): boolean {
    return this.#code !== null && this.#parts.people.isEmpty();
  }

  /** UNAUTHENTICATED for a wrong code; CONFLICT once somebody was made admin; THROTTLED after many wrong ones. */
  async make(
    { code, user, name, password }: Omit<Static<typeof SetupQuestion>, 'origin'>,
    asking: Asking,
  ): Promise<Entered> {
    const { people, entrance, wrongCodes, secrets } = this.#parts;
    entrance.checkOrigin(asking.principal, asking.origin);
    const { address } = asking.principal;
    await wrongCodes.hear(address);
    if (!this.isOpen()) throw new AppError('CONFLICT', 'This gateway has its first admin; ask them for an invitation.');
    if (!this.#isRight(code))
      throw new AppError('UNAUTHENTICATED', 'The code is not right; it stands on the console of the gateway.');
    await wrongCodes.right(address);
    checkPassword(password, user);
    const person = await people.addFirst(user, { name, password, origin: asking.origin });
    this.#code = null;
    await secrets.write(FILE, '');
    return entrance.enter(person, 'setup', asking);
  }

  #isRight(typed: string): boolean {
    const hashed = (code: string) => Buffer.from(this.#parts.pepper.keyedHash('setup', plainCode(code)));
    return this.#code !== null && timingSafeEqual(hashed(typed), hashed(this.#code));
  }
}
