/** What the launcher cannot do, said in one sentence; anything else that is thrown is a fault of the launcher. */
export class Refusal extends Error {}
