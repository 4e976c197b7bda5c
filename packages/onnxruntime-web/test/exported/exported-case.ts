/**
 * A model as PyTorch exported it, and what PyTorch makes of its initializers in five steps of SGD.
 * `tools/oracles/exported.py` writes the cases and says how they were found.
 */
export interface ExportedCase {
  /** Name of the ONNX file. */
  readonly file: string;
  readonly model: string;
  readonly exporter: "torchscript" | "dynamo";
  /** The opset that PyTorch was asked for. */
  readonly askedOpset: number;
  /** The opset that it wrote. */
  readonly opset: number;
  /** The mode that the module was exported in. */
  readonly mode: "training" | "eval";
  /** The graph's one input; `"rows"` stands for an open number of rows. */
  readonly input: {
    readonly name: string;
    readonly dtype: "float32" | "int64";
    readonly shape: readonly (number | "rows")[];
  };
  /** Name of the graph's one output: logits, or what is compared with the targets. */
  readonly output: string;
  /** The mean over rows, or over all elements. */
  readonly loss: "cross-entropy" | "mse";
  readonly learningRate: number;
  /** Name of the safetensors file in which the keys of this case stand. */
  readonly tensors: string;
  /** Keys of the batch of every step. Targets are int64 labels, or of the output's shape. */
  readonly batches: readonly { readonly inputs: string; readonly targets: string }[];
  /** What BatchNormalization nodes take: the batch's statistics, frozen ones, or null where there are no such nodes. */
  readonly norms: "batch" | "frozen" | null;
  /** float32 initializers that are neither parameters nor running statistics: rates, bounds, scales. */
  readonly notParameters: readonly string[];
  /** Initializers that are running statistics and nothing else. They do not train. */
  readonly buffers: readonly string[];
  /** By name of every trained initializer, PyTorch's names of the parameters that it stands for. Several were merged. */
  readonly standsFor: Readonly<Record<string, readonly string[]>>;
  /**
   * Trained initializers that BatchNormalization nodes also take as running statistics, being equal at first: there they
   * stay what they are in the file, and no gradient comes from there.
   */
  readonly alsoStatistics: readonly string[];
  /** Trained initializers that are the transposes of PyTorch's parameters. */
  readonly transposed: readonly string[];
  /** The Dropout nodes in the graph's order; a node's site is its place here. */
  readonly dropouts: readonly {
    readonly name: string;
    readonly rate: number;
    /** False: without the input `training_mode`, a node that drops nothing by ONNX's word, although PyTorch's does. */
    readonly trainingMode: boolean;
  }[];
  readonly runs: readonly ExportedRun[];
}

/** Five steps from the file's own initializers, one step a batch. Expected numbers are PyTorch's in float64. */
export interface ExportedRun {
  /** PyTorch's momentum, without dampening or Nesterov. */
  readonly momentum: number;
  /** Null: nothing drops. Else the masks of the spec, at step 0 to 4; a site at rate 0 drops nothing. */
  readonly dropout: {
    readonly seed: `0x${string}`;
    readonly sites: readonly number[];
    readonly rates: readonly number[];
  } | null;
  /** The loss of each step, before its update. */
  readonly losses: readonly number[];
  /** Key of the final value of every trained initializer, in the initializer's shape. */
  readonly tensors: Readonly<Record<string, string>>;
  /** Where norms take the batch: keys of final running statistics, variances over n (ONNX) and over n - 1 (PyTorch). */
  readonly statistics: Readonly<Record<string, { readonly population: string; readonly unbiased: string }>>;
  /** How far PyTorch's float32 is away: the largest over losses and tensors of max|Δ| / max|expected|. */
  readonly float32Gap: number;
}
