/** The plant as it is declared now: an engineer may change it while the gateway runs, so who needs it later asks here. */
import type { PlantDefinition } from '../../shared/equipment.ts';

export class CurrentPlant {
  #definition: PlantDefinition;

  constructor(definition: PlantDefinition) {
    this.#definition = definition;
  }

  /** Never changed itself: another one takes its place. */
  get definition(): PlantDefinition {
    return this.#definition;
  }

  become(definition: PlantDefinition): void {
    this.#definition = definition;
  }
}
