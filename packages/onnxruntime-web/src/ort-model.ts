import type { EngineState, NamedTensors } from "@lockstep/core";
import type { EngineModel } from "@lockstep/core/engine";
import type { Network } from "@lockstep/onnx";

/** A model as the engine needs it, wherever it comes from. One that is no specification has no `layers`. */
export interface OrtModel extends EngineModel {
  readonly network: Network;
  /** What the buffers begin with. @default each filled with its `initial` */
  readonly initialBuffers?: NamedTensors;
  /** The only number of rows that a batch may have. @default any */
  readonly rows?: number;
  /** A batch norm that needs two rows or more in training, by name. @default none, or what the layers say */
  readonly normOverRows?: string;
  /** The inputs are ids below this number. @default any floats, or what the layers say */
  readonly inputIds?: number;
  /** The bytes of an inference model with these weights. */
  exportModel(state: Pick<EngineState, "parameters" | "buffers">): Uint8Array;
}
