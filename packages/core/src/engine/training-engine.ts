import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { RandomSite, RandomSiteKind } from "../dropout/random-site.ts";
import type { LossSpec } from "../loss/loss-spec.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import type { LossFeature } from "./check-loss.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import type { Shape } from "../tensor/shape.ts";
import type { NamedTensors, Tensor } from "../tensor/tensor.ts";

/** Rows with their targets. The first axis of both is the row. */
export interface Batch {
  readonly inputs: Tensor;
  /** Class indices (int32, [rows]) or values (f32, [rows, ...output]), as the loss asks. */
  readonly targets: Tensor<Float32Array | Int32Array>;
  /** Weight of each row in every mean and gradient. @default all 1 */
  readonly weights?: Float32Array;
}

/** A part of an optimiser batch, with one mask for every random site, in forward order. */
export interface MicroBatch extends Batch {
  readonly masks: readonly DropoutMask[];
}

/** A loss before its division: the weighted mean is lossSum / weightSum. */
export interface LossSum {
  readonly weightSum: number;
  readonly lossSum: number;
}

/** The loss of a step that may still be under way. */
export interface PendingLoss {
  /**
   * Waits for the step and reads its loss; rejects if the step failed. Call it once: it frees what holds the loss. A
   * failure that nobody reads must not become an unhandled rejection.
   */
  read(): Promise<LossSum>;
}

/** Result of an evaluation. Sums, so that batches of any size add up. */
export interface EvaluationSums extends LossSum {
  /**
   * Weighted count of rows whose largest output is the target class (the first one on ties); a row with a NaN is
   * never correct. Classifiers only.
   */
  readonly correctCount?: number;
}

/** A parameter, named as in PyTorch's `state_dict`. */
export interface ParameterInfo {
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
}

/** Everything that a step reads and changes. Two engines with equal states go on alike. */
export interface EngineState {
  readonly parameters: NamedTensors;
  /** The optimiser's velocity by parameter. @default zeros, as at the start of a run */
  readonly velocity?: NamedTensors;
  /**
   * What layers keep besides parameters: the running statistics of batch norm. @default the values they begin with; none
   * where the model has no such layer
   */
  readonly buffers?: NamedTensors;
}

/** What an engine may decline: what it does not name, it declines. A declined request throws `UnsupportedOptionError`; it never gives wrong numbers. */
export interface EngineCapabilities {
  /** Whether `trainBatch` takes more than one micro-batch a step. */
  readonly microBatches: boolean;
  /** Whether `trainBatch` takes a step that clips gradients, by value and by norm. @default false */
  readonly clipping?: boolean;
  /** Whether `trainBatch` takes a step that limits the norms of weights. @default false */
  readonly maxNorm?: boolean;
  /** Kinds of layers that a model may have. @default `BASIC_LAYERS`: those of dense networks */
  readonly layerKinds?: readonly LayerSpec["kind"][];
  /** What it takes of losses. @default `BASIC_LOSSES`: softmax cross-entropy and mean squared error */
  readonly losses?: readonly LossFeature[];
  /** Whether dense layers may stand on rows of several axes. @default false */
  readonly denseOnLastAxis?: boolean;
  /** Whether an embedding may stand after layers that compute its ids, other than flatten. @default false */
  readonly computedIds?: boolean;
  /** Kinds of random sites that a model may have. @default ["dropout"] */
  readonly randomSiteKinds?: readonly RandomSiteKind[];
}

/**
 * The port between core and a backend. Core decides (rows, masks, learning rate, when to stop, which weights to keep);
 * an engine computes.
 *
 * Obligations:
 * - Gradients are those of the weighted mean loss over all rows of the optimiser batch: sums over the micro-batches,
 *   divided by the total weight of them all. The step then happens in the order of `updateParameters`.
 * - Masks are applied as `applyDropout` and `applyDropoutGradient` state, spread over the axes where their length is 1;
 *   evaluation applies none. DropConnect's mask covers a weight, which it is applied to once a step, and the sum of the
 *   weight's gradients over all micro-batches once, before the division. A model with a site that the engine does not
 *   take is refused when the engine is made.
 * - `trainBatch` may return before the work is done; any read waits for it, and steps happen in the order of the calls.
 * - Arrays that go in are copied or used up before the call returns, never kept; arrays that come out belong to the
 *   caller.
 * - Bad batches throw before any work, leaving the state as it was.
 */
export interface TrainingEngine {
  /** For reports: `reference`, `tfjs-wasm`, `ort-wasm`. */
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  /** The layers that draw, in forward order. */
  readonly randomSites: readonly RandomSite[];
  readonly parameters: readonly ParameterInfo[];
  /** Shape of one row of input. */
  readonly inputShape: Shape;
  /** Shape of one row of output. */
  readonly outputShape: Shape;
  /** What training minimises; it tells which targets are right, and whether evaluations count correct rows. */
  readonly loss: LossSpec;
  /** Everything about the model that its numbers depend on, except the weights: a checkpoint knows its model by it. */
  readonly modelFingerprint: string;

  /** One optimiser step over the micro-batches together. */
  trainBatch(microBatches: readonly MicroBatch[], update: SgdStep): PendingLoss;
  /** Loss (and correct rows) with dropout off. Changes nothing. */
  evaluateBatch(batch: Batch): Promise<EvaluationSums>;
  /** The model's output, [rows, ...output]; with masks, dropout stays on (Monte-Carlo dropout). */
  predict(inputs: Tensor, masks?: readonly DropoutMask[]): Promise<Tensor>;
  /** A copy of the state, bit for bit. */
  readState(): Promise<EngineState>;
  /** Takes over a state, bit for bit. A state without velocity starts a new run. */
  writeState(state: EngineState): Promise<void>;
  /** Frees everything; any later call throws `EngineDisposedError`. May be called again. */
  dispose(): void;
  /** `dispose`, at the end of a block with `using`. */
  [Symbol.dispose](): void;
}
