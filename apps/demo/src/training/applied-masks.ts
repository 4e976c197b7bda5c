import { InvalidOptionError, maskOfSite, type TrainingEngine } from "@lockstep/core";
import { maskProbe, type MaskProbe } from "lockstep/experiment";
import type { LoadedBackend } from "../backends/loaded-backend.ts";
import type { AppliedMask } from "./training-worker-api.ts";

/** Reads masks off what a backend computes. One probe is kept: who looks at a mask looks at the next step's as well. */
export class AppliedMasks {
  readonly #backend: LoadedBackend;
  readonly #engine: Pick<TrainingEngine, "randomSites">;
  readonly #seed: number;
  #probe: { readonly shape: string; readonly probe: MaskProbe } | undefined;

  constructor(backend: LoadedBackend, engine: Pick<TrainingEngine, "randomSites">, seed: number) {
    this.#backend = backend;
    this.#engine = engine;
    this.#seed = seed;
  }

  /** @throws {InvalidOptionError} if there is no such site. */
  async read(site: number, step: number, rows: number): Promise<AppliedMask> {
    const randomSite = this.#engine.randomSites[site];
    if (randomSite === undefined) {
      throw new InvalidOptionError({
        subject: "site",
        rule: `must be one of the model's ${this.#engine.randomSites.length} dropout layers`,
        received: site,
      });
    }
    const mask = maskOfSite(randomSite, { seed: this.#seed, site, step, rows });
    const [, units] = mask.shape as readonly [number, number];
    const probe = await this.#probeOf(rows, units);
    return { rows, units, kept: await probe.appliedBits(mask) };
  }

  dispose(): void {
    this.#probe?.probe.dispose();
    this.#probe = undefined;
  }

  async #probeOf(rows: number, units: number): Promise<MaskProbe> {
    const shape = `${rows}x${units}`;
    if (this.#probe?.shape !== shape) {
      this.dispose();
      this.#probe = {
        shape,
        probe: await maskProbe((model, options) => this.#backend.create(model, options), rows, units),
      };
    }
    return this.#probe.probe;
  }
}
