/** A route while somebody types it: all texts. Contract of types. */
export interface AfterDraft {
  /** Of an earlier step. */
  key: string;
  wait: string;
  overlap: string;
}

export interface TaskDraft {
  key: string;
  kind: string;
  name: string;
  department: string;
  at: 'start' | 'end';
  offset: string;
  blocks: boolean;
}

export interface StepDraft {
  key: string;
  operation: string;
  /** '' = any line. */
  processGroup: string;
  lines: readonly string[];
  factor: string;
  ratePerHour: string;
  setup: string;
  crew: string;
  after: readonly AfterDraft[];
  tasks: readonly TaskDraft[];
}
