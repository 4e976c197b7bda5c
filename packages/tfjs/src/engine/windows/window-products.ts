import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { WindowAxes } from "./window-axes.ts";

/** A window that moves over a *field* and gives a *response* at each position, by groups of channels. */
export interface WindowShape {
  readonly groups: number;
  readonly fieldChannels: number;
  readonly responseChannels: number;
  readonly axes: WindowAxes;
}

/**
 * The three sums of products between a field [rows, depth, height, width, fieldChannels], its responses [rows, ...positions,
 * responseChannels] and a weight [...kernel, fieldChannels / groups, responseChannels], as core's reference has them: a
 * convolution goes from field to responses and comes back from responses to field, a transposed one the other way round.
 */
export interface WindowProducts {
  /** Responses: sums over channels of the group and kernel of weight · field, which is +0 outside. */
  readonly respond: (tf: TfjsNamespace, field: DeviceTensor, weight: DeviceTensor) => DeviceTensor;
  /** The field: sums over kernel and the group's response channels of weight · response. */
  readonly project: (tf: TfjsNamespace, responses: DeviceTensor, weight: DeviceTensor) => DeviceTensor;
  /** The weight's gradient: sums over rows and positions of response · field, which is +0 outside. */
  readonly correlate: (tf: TfjsNamespace, responses: DeviceTensor, field: DeviceTensor) => DeviceTensor;
}
