import type { LossSpec } from "@lockstep/core";
import type { ExternalData } from "../model-file/external-data.ts";
import type { TrainableSelection } from "./select-trainable.ts";

/** Options of `openOnnxModel`. */
export interface OnnxModelOptions {
  /** What training minimises. */
  readonly loss: LossSpec;
  /**
   * Which parameters are trained, by the names of their initializers: a name, a pattern in which `*` stands for anything, a
   * regular expression, or several of them. The others stay constants. @default all parameters
   */
  readonly trainable?: TrainableSelection;
  /** Files beside the model that hold its tensors' data, by location. @default none */
  readonly externalData?: ExternalData;
  /** Name of the graph input that takes the data. @default the first */
  readonly input?: string;
  /**
   * The value that every other input has everywhere: `{ attention_mask: 1, token_type_ids: 0 }`. @default none: the model
   * has one input
   */
  readonly fill?: Readonly<Record<string, number>>;
  /** Name of the value that the loss is taken of: an output, or any value inside. @default the first output */
  readonly output?: string;
  /** Lengths of axes that the file only names, other than the batch: `{ sequence: 128 }`. @default none */
  readonly dimensions?: Readonly<Record<string, number>>;
  /**
   * How batch norms in training mode move their running variance: by the batch's variance over n, as ONNX says, or over
   * n - 1, as PyTorch does. @default "population"
   */
  readonly runningVariance?: "population" | "unbiased";
}
