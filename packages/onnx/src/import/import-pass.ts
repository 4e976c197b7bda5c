import type { RandomSite } from "@lockstep/core/engine";
import type { GraphValue } from "../graph/graph.ts";
import type { DrawValues } from "../network/draw-values.ts";
import type { NetworkMode } from "../network/network.ts";

/** What grows while the nodes of a file are written into a graph. */
export interface ImportPass {
  readonly mode: NetworkMode;
  /** The batch's length that the file has been exported with, if it fixes one: it may have been freed here. */
  readonly fileRows: number | undefined;
  /** Whether running variances are moved by n / (n - 1) times the batch's, as PyTorch does; ONNX does not. */
  readonly unbiased: boolean;
  /** The running statistics, with what the nodes so far have made of them. */
  readonly statistics: Map<GraphValue, GraphValue>;
  readonly sites: RandomSite[];
  readonly draws: DrawValues[];
  /** Batch norms that take one value a channel from each row: the batch's statistics are none with a single row. */
  readonly normsOverRows: string[];
}
