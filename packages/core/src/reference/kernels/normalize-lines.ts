import type { LineStatistics, NormLines } from "./norm-lines.ts";
import { eachSpan } from "./norm-spans.ts";

/** Mean, variance and scale of each line. */
export function lineStatistics(
  values: Float32Array,
  form: NormLines,
  epsilon: number,
): LineStatistics & { readonly variance: Float64Array } {
  const { lines, runs, run } = form;
  const count = runs * run;
  const mean = new Float64Array(lines);
  const variance = new Float64Array(lines);
  eachSpan(form, 0, lines, (first, length, line, lineStep) => addValues(values, first, length, mean, line, lineStep));
  for (let line = 0; line < lines; line++) mean[line] = mean[line]! / count;
  eachSpan(form, 0, lines, (first, length, line, lineStep) =>
    addSquares(values, first, length, mean, variance, line, lineStep),
  );
  for (let line = 0; line < lines; line++) variance[line] = variance[line]! / count;
  return { mean, variance, scale: variance.map((value) => 1 / Math.sqrt(value + epsilon)) };
}

function addValues(
  values: Float32Array,
  first: number,
  length: number,
  sums: Float64Array,
  line: number,
  lineStep: number,
): void {
  if (lineStep === 1) {
    for (let index = 0; index < length; index++) sums[line + index] = sums[line + index]! + values[first + index]!;
    return;
  }
  let sum = sums[line]!;
  for (let index = first; index < first + length; index++) sum += values[index]!;
  sums[line] = sum;
}

function addSquares(
  values: Float32Array,
  first: number,
  length: number,
  mean: Float64Array,
  sums: Float64Array,
  line: number,
  lineStep: number,
): void {
  if (lineStep === 1) {
    for (let index = 0; index < length; index++) {
      const distance = values[first + index]! - mean[line + index]!;
      sums[line + index] = sums[line + index]! + distance * distance;
    }
    return;
  }
  const centre = mean[line]!;
  let sum = sums[line]!;
  for (let index = first; index < first + length; index++) {
    const distance = values[index]! - centre;
    sum += distance * distance;
  }
  sums[line] = sum;
}

/** x̂·weight + bias into `output`. */
export function normalizeLines(
  values: Float32Array,
  form: NormLines,
  { mean, scale }: LineStatistics,
  weight: Float32Array,
  bias: Float32Array,
  output: Float32Array,
): Float32Array {
  eachSpan(form, 0, form.lines, (first, length, firstLine, lineStep, firstPlace, placeStep) => {
    let line = firstLine;
    let place = firstPlace;
    for (let index = first; index < first + length; index++) {
      output[index] = (values[index]! - mean[line]!) * scale[line]! * weight[place]! + bias[place]!;
      line += lineStep;
      place += placeStep;
    }
  });
  return output;
}
