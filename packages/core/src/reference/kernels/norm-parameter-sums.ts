import type { LineStatistics, NormLines } from "./norm-lines.ts";
import { eachSpan } from "./norm-spans.ts";

/** Adds the gradients of weights and biases to those before, row by row. */
export function normParameterSums(
  gradient: Float32Array,
  values: Float32Array,
  form: NormLines,
  linesPerRow: number,
  { mean, scale }: LineStatistics,
  ofWeight: Float32Array,
  ofBias: Float32Array,
): void {
  const products = new Float64Array(ofWeight.length);
  const plain = new Float64Array(ofWeight.length);
  for (let from = 0; from < form.lines; from += linesPerRow) {
    products.fill(0);
    plain.fill(0);
    eachSpan(form, from, from + linesPerRow, (first, length, firstLine, lineStep, firstPlace, placeStep) => {
      let line = firstLine;
      let place = firstPlace;
      for (let index = first; index < first + length; index++) {
        const g = gradient[index]!;
        products[place] = products[place]! + g * ((values[index]! - mean[line]!) * scale[line]!);
        plain[place] = plain[place]! + g;
        line += lineStep;
        place += placeStep;
      }
    });
    for (let own = 0; own < ofWeight.length; own++) {
      ofWeight[own] = ofWeight[own]! + products[own]!;
      ofBias[own] = ofBias[own]! + plain[own]!;
    }
  }
}
