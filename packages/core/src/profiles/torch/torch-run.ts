import type { ExplicitMask } from "../../dropout/dropout-mask.ts";
import { rejectUnknownOptions } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { MaskDraw, RandomnessRun, RunRandomness } from "../../randomness/run-randomness.ts";
import { MersenneTwister, type MersenneTwisterState } from "../mersenne-twister.ts";
import { random63 } from "./random-integers.ts";
import { randperm } from "./randperm.ts";
import { requireTorchSites, torchMasks } from "./torch-masks.ts";

/** The engine of a generator and the seed it began with. */
interface Seeded {
  readonly engine: MersenneTwister;
  readonly seed: bigint;
}

/** Which generators a run draws from. */
export interface TorchRunDraws {
  /** Masks, base seeds, and without a generator of the loader's own the seed of each epoch's order. */
  readonly global: Seeded;
  /** `DataLoader(generator=...)`. */
  readonly loader: Seeded | undefined;
  readonly shuffle: boolean;
  readonly validationLoader: boolean;
}

/** What a run carries from one step to the next, as plain JSON. */
interface TorchRunState {
  readonly global: MersenneTwisterState;
  /** Null where the loader has no generator of its own. */
  readonly loader: MersenneTwisterState | null;
  /** The epoch under way; null before the first. */
  readonly epoch: number | null;
  /** What the epoch's order was drawn from; null where rows are not shuffled. */
  readonly order: MersenneTwisterState | null;
  /** Whether the sampler has still to draw the permutation that it throws away. */
  readonly exhausts: boolean;
}

/**
 * A run in the order of a plain PyTorch script with workers off:
 *
 *     for epoch in range(epochs):
 *         for x, y in DataLoader(data, batch_size, shuffle, generator=...):   # base seed, order
 *             optimizer.zero_grad(); loss(model(x), y).backward(); optimizer.step()   # masks, layer by layer
 *         evaluate(...)   # a base seed, if it iterates over a DataLoader
 *
 * An epoch's order: with the global generator its seed is drawn from there (two words) and makes a generator of its own;
 * a generator of the loader's own draws the order itself, and once more when the rows are used up, for nothing. A short
 * last batch uses them up on its way, before that batch's masks; otherwise it happens when the loop asks for more.
 */
export function startTorchRun(run: RandomnessRun, draws: TorchRunDraws): RunRandomness {
  requireTorchSites(run.sites);
  return new TorchRun(run, draws);
}

class TorchRun implements RunRandomness {
  readonly profile: string;
  readonly #run: RandomnessRun;
  readonly #draws: TorchRunDraws;
  readonly #global: MersenneTwister;
  readonly #loader: MersenneTwister;
  #epoch: number | null = null;
  #orderFrom: MersenneTwister | null = null;
  #order: Uint32Array | null = null;
  #exhausts = false;

  constructor(run: RandomnessRun, draws: TorchRunDraws) {
    this.#run = run;
    this.#draws = draws;
    this.#global = draws.global.engine;
    this.#loader = (draws.loader ?? draws.global).engine;
    this.profile = describe(draws);
  }

  beginEpoch(epoch: number): void {
    random63(this.#loader);
    const { loader, shuffle } = this.#draws;
    this.#epoch = epoch;
    this.#exhausts = shuffle && loader !== undefined;
    if (!shuffle) return;
    const source = loader === undefined ? seeded(random63(this.#global)) : this.#loader;
    this.#orderFrom = source.clone();
    this.#order = randperm(source, this.#run.rowCount);
  }

  rows(epoch: number, batch: number): readonly number[] {
    const { rowCount, batchSize } = this.#run;
    if (epoch !== this.#epoch) {
      throw new InvalidOptionError({
        subject: "epoch",
        rule: `must be the one under way (${this.#epoch ?? "none"}): PyTorch's orders come one after the other`,
        received: epoch,
      });
    }
    const first = batch * batchSize;
    const length = Math.min(batchSize, rowCount - first);
    return Array.from({ length }, (_, offset) => this.#order?.[first + offset] ?? first + offset);
  }

  masks({ step, batch, firstRow, rows }: MaskDraw): readonly ExplicitMask[] {
    // Not when its rows are read, which may be ahead of the masks of earlier steps.
    const { rowCount, batchSize, microBatchSize } = this.#run;
    if (rows < microBatchSize && batch * batchSize + firstRow + rows === rowCount) this.#exhaust();
    return torchMasks(this.#global, this.#run.sites, rows, step);
  }

  endEpoch(): void {
    this.#exhaust();
  }

  beginEvaluation(): void {
    if (this.#draws.validationLoader) random63(this.#global);
  }

  saveState(): TorchRunState {
    return {
      global: this.#global.state,
      loader: this.#loader === this.#global ? null : this.#loader.state,
      epoch: this.#epoch,
      order: this.#orderFrom?.state ?? null,
      exhausts: this.#exhausts,
    };
  }

  restoreState(state: unknown): void {
    rejectUnknownOptions("state of the torch-cpu profile", state, ["global", "loader", "epoch", "order", "exhausts"]);
    const { global, loader, epoch, order, exhausts } = state as TorchRunState;
    this.#global.setState(global);
    if (loader !== null) this.#loader.setState(loader);
    this.#epoch = epoch;
    this.#exhausts = exhausts;
    this.#orderFrom = null;
    this.#order = null;
    if (order === null) return;
    this.#orderFrom = new MersenneTwister(0);
    this.#orderFrom.setState(order);
    this.#order = randperm(this.#orderFrom.clone(), this.#run.rowCount);
  }

  /** The sampler asks its generator for one more permutation, of which it takes no row. */
  #exhaust(): void {
    if (this.#exhausts) randperm(this.#loader, this.#run.rowCount);
    this.#exhausts = false;
  }
}

function seeded(seed: bigint): MersenneTwister {
  return new MersenneTwister(Number(seed & 0xffffffffn));
}

function describe({ global, loader, shuffle, validationLoader }: TorchRunDraws): string {
  const from = loader === undefined ? "global generator" : `generator ${loader.seed}`;
  const order = `${shuffle ? "shuffled" : "sequential"} by the ${from}`;
  return `torch-cpu: seed ${global.seed}, ${order}${validationLoader ? ", validation loader" : ""}`;
}
