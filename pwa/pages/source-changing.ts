/** What an engineer asks while a source is written, and what came of it; for the pages that show an editor. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SerialPortHere, SourceSaved, SourceTrial } from '../../shared/sync/source-changes.ts';
import type { FilesShown } from '../components/ls-source-form.ts';
import type { MappingShown } from '../components/ls-source-mapping.ts';
import type { SaveShown } from '../components/ls-source-save.ts';
import type { Changed, SourceChangesData } from '../data/source-changes.ts';

export class SourceChanging implements ReactiveController {
  shown: MappingShown = { kind: 'none' };
  asking = false;
  files: FilesShown = null;
  ports: readonly SerialPortHere[] = [];
  saving: SaveShown = { kind: 'none' };
  readonly #host: ReactiveControllerHost;
  readonly #changes: () => SourceChangesData;
  #asksPorts = false;
  #questions = 0;
  #looks = 0;

  constructor(host: ReactiveControllerHost, changes: () => SourceChangesData) {
    this.#host = host;
    this.#changes = changes;
    host.addController(this);
  }

  /** Not before: an element whose code comes late is connected without its properties. */
  hostUpdate(): void {
    if (this.#asksPorts) return;
    this.#asksPorts = true;
    void this.#loadPorts();
  }

  /** Another source is shown. */
  begin(): void {
    this.#questions++;
    this.#looks++;
    Object.assign(this, { shown: { kind: 'none' }, asking: false, files: null, saving: { kind: 'none' } });
  }

  async try(line: string, trial: SourceTrial): Promise<void> {
    const asked = ++this.#questions;
    this.asking = true;
    // What was said of the last attempt is not about this one any more.
    if (this.saving.kind !== 'saving') this.saving = { kind: 'none' };
    this.#host.requestUpdate();
    const answer = await this.#changes().try(line, trial);
    // What was asked after it is answered after it.
    if (asked !== this.#questions) return;
    this.asking = false;
    this.shown = shownOf(answer);
    this.#host.requestUpdate();
  }

  async look(line: string, path: string): Promise<void> {
    const asked = ++this.#looks;
    this.files = 'looking';
    this.#host.requestUpdate();
    const answer = await this.#changes().look(line, path);
    if (asked !== this.#looks) return;
    const nothing = (problem: string) => ({
      count: 0,
      files: [],
      problems: problem === '' ? [] : [problem],
      sample: null,
    });
    this.files = null;
    if (answer.kind === 'done') this.files = answer.value;
    else if (answer.kind === 'problems') this.files = nothing(answer.problems.map(({ text }) => text).join(' · '));
    else if (answer.kind === 'unreachable') this.shown = { kind: 'unreachable' };
    else this.files = nothing(answer.detail ?? '');
    this.#host.requestUpdate();
  }

  /** Resolves with what was saved; null = it was not, or nobody knows. */
  async save(work: () => Promise<Changed<SourceSaved>>): Promise<SourceSaved | null> {
    this.saving = { kind: 'saving' };
    this.#host.requestUpdate();
    const answer = await work();
    this.saving = savingOf(answer);
    if (answer.kind === 'problems') this.shown = { kind: 'problems', problems: [...answer.problems] };
    this.#host.requestUpdate();
    return answer.kind === 'done' ? answer.value : null;
  }

  async #loadPorts(): Promise<void> {
    const answer = await this.#changes().ports();
    // Without a list one types the name.
    if (answer.kind === 'done') this.ports = answer.value;
    this.#host.requestUpdate();
  }
}

function shownOf(answer: Awaited<ReturnType<SourceChangesData['try']>>): MappingShown {
  switch (answer.kind) {
    case 'done':
      return answer.value;
    case 'problems':
      return { kind: 'problems', problems: [...answer.problems] };
    case 'unreachable':
      return { kind: 'unreachable' };
    case 'conflict':
    case 'refused':
      return { kind: 'failed', detail: answer.detail };
  }
}

function savingOf(answer: Changed<SourceSaved>): SaveShown {
  switch (answer.kind) {
    case 'done':
      return { kind: 'saved' };
    case 'unreachable':
      return { kind: 'maybe' };
    case 'problems':
    case 'refused':
    case 'conflict':
      return { kind: 'refused', detail: answer.detail };
  }
}
