import type { ConvolutionAxis } from "../../model/convolution-axis.ts";
import { matmul, transpose } from "./matmul.ts";
import { gatherWindows, scatterWindows, windowRuns } from "./window-runs.ts";

/** A window that moves over a *field* and gives a *response* at each position, by groups of channels. */
export interface WindowShape {
  readonly groups: number;
  readonly fieldChannels: number;
  readonly responseChannels: number;
  readonly axes: readonly ConvolutionAxis[];
}

/**
 * The three sums of products between a field [rows, fieldChannels, ...], its responses [rows, responseChannels, ...] and a
 * weight [responseChannels, fieldChannels / groups, ...kernel]. A convolution goes from field to responses and comes back
 * from responses to field; a transposed one the other way round.
 *
 * Every product and sum is rounded to f32, and sums start at +0 unless they run on.
 */
export interface WindowProducts {
  /** Responses: sums over (channel of the group, kernel) of weight · field, row-major; outside of it the field is +0. */
  respond(field: Float32Array, weight: Float32Array, rows: number): Float32Array;
  /**
   * The field: sums over the kernel's elements, row-major, of the sums over the group's response channels of weight ·
   * response.
   */
  project(responses: Float32Array, weight: Float32Array, rows: number): Float32Array;
  /**
   * The weight's gradient: sums over (row, position), row-major, of response · field; outside of it the field is +0.
   *
   * @param sums what the sums run on from, in place. @default zeros
   */
  correlate(responses: Float32Array, field: Float32Array, rows: number, sums?: Float32Array): Float32Array;
}

/**
 * The products of a window: windows of a row and a group become a matrix, which is multiplied.
 *
 * @param floats where results are put.
 */
export function windowProducts(
  { groups, fieldChannels, responseChannels, axes }: WindowShape,
  floats: (length: number) => Float32Array,
): WindowProducts {
  const runs = windowRuns(axes);
  const { kernel, positions } = runs;
  const [fieldDepth, responseDepth] = [fieldChannels / groups, responseChannels / groups];
  const inner = fieldDepth * kernel;
  const [fieldSize, responseSize, weightSize] = [
    fieldDepth * runs.field,
    responseDepth * positions,
    responseDepth * inner,
  ];
  const part = (values: Float32Array, size: number, index: number): Float32Array =>
    values.subarray(index * size, (index + 1) * size);

  return {
    respond(field, weight, rows) {
      const responses = floats(rows * groups * responseSize);
      const windows = new Float32Array(inner * positions);
      for (let index = 0; index < rows * groups; index++) {
        gatherWindows(runs, fieldDepth, part(field, fieldSize, index), windows, { row: positions, column: 1 });
        const group = part(weight, weightSize, index % groups);
        matmul(group, windows, responseDepth, inner, part(responses, responseSize, index));
      }
      return responses;
    },
    project(responses, weight, rows) {
      const field = floats(rows * groups * fieldSize);
      const transposed = Array.from({ length: groups }, (_, group) =>
        transpose(part(weight, weightSize, group), responseDepth, inner),
      );
      for (let index = 0; index < rows * groups; index++) {
        const windows = matmul(transposed[index % groups]!, part(responses, responseSize, index), inner, responseDepth);
        scatterWindows(runs, fieldDepth, windows, part(field, fieldSize, index));
      }
      return field;
    },
    correlate(responses, field, rows, sums = floats(groups * weightSize)) {
      const windows = new Float32Array(positions * inner);
      for (let index = 0; index < rows * groups; index++) {
        gatherWindows(runs, fieldDepth, part(field, fieldSize, index), windows, { row: 1, column: inner });
        const left = part(responses, responseSize, index);
        matmul(left, windows, responseDepth, positions, part(sums, weightSize, index % groups));
      }
      return sums;
    },
  };
}
