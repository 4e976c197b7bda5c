import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { RandomSite } from "../dropout/random-site.ts";

/** Anything that `fit` can draw from: the addressed streams of a seed, or the generator of another framework. */
export interface RandomnessSource {
  /** Binds the source to a run; draws nothing yet. */
  startRun(run: RandomnessRun): RunRandomness;
}

/** What a source has to know of a run. */
export interface RandomnessRun {
  readonly rowCount: number;
  readonly batchSize: number;
  /** Rows of a forward pass; as many as `batchSize`, or fewer where gradients are accumulated. */
  readonly microBatchSize: number;
  readonly batchesPerEpoch: number;
  readonly sites: readonly RandomSite[];
}

/** The micro-batch that masks are drawn for. */
export interface MaskDraw {
  /** Optimiser step, never reset by epochs. */
  readonly step: number;
  /** Batch of the epoch under way. */
  readonly batch: number;
  /** Position of its first row in the optimiser batch. */
  readonly firstRow: number;
  readonly rows: number;
}

/** Where a run takes the order of its rows and its masks from. `fit` calls it in the order of a plain training script. */
export interface RunRandomness {
  /** Name and options of the profile: a checkpoint knows its run by it. */
  readonly profile: string;
  /** Called once before an epoch's first batch: this is where a stateful source draws the order. */
  beginEpoch(epoch: number): void;
  /**
   * Row indices of one batch of the epoch that was begun last. Batches may be read ahead of the masks, and again after a
   * run was resumed: this draws nothing.
   */
  rows(epoch: number, batch: number): readonly number[];
  /**
   * One mask for every random site, in forward order, for the rows `firstRow` to `firstRow + rows - 1` of the optimiser
   * batch of a step, which is batch `batch` of its epoch. Called once for each micro-batch, in order.
   */
  masks(draw: MaskDraw): readonly DropoutMask[];
  /** Called once after an epoch's last batch, but not when a run is cut off within an epoch. */
  endEpoch(epoch: number): void;
  /** Called before every pass over the validation rows. */
  beginEvaluation(): void;
  /** Everything that the next calls depend on, as plain JSON; null where nothing is kept. */
  saveState(): unknown;
  /** Takes over what {@link saveState} gave, in a run that goes on in the middle of an epoch or between two. */
  restoreState(state: unknown): void;
}
