/** A line of the plant, as far as whoever plans for it has to know it. */
export interface KnownLine {
  id: string;
  /** Absent = of none, or its gateway has not said which. */
  processGroup?: string;
}
