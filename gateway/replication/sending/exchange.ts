/** One request to a store or a plant and its answer: the seam between PouchDB and whatever carries it there. */
export interface Question {
  method: 'GET' | 'PUT' | 'POST';
  /** Begins with `/`; every part of it already encoded. */
  path: string;
  /** JSON text; null = none. */
  body: string | null;
}

export interface Answer {
  status: number;
  json: unknown;
}

/** Rejects when there is no answer that means anything: PlantFailure of the plant, AppError of the own store. */
export type Ask = (question: Question) => Promise<Answer>;
