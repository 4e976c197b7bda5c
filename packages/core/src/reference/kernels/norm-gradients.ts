import type { LineStatistics, NormGradientSums, NormLines } from "./norm-lines.ts";
import { eachSpan } from "./norm-spans.ts";

/** Σ h and Σ h·x̂ of each line, h = g·weight. */
export function normGradientSums(
  gradient: Float32Array,
  values: Float32Array,
  form: NormLines,
  { mean, scale }: LineStatistics,
  weight: Float32Array,
): NormGradientSums {
  const plain = new Float64Array(form.lines);
  const product = new Float64Array(form.lines);
  eachSpan(form, 0, form.lines, (first, length, firstLine, lineStep, firstPlace, placeStep) => {
    let line = firstLine;
    let place = firstPlace;
    let plainSum = plain[line]!;
    let productSum = product[line]!;
    for (let index = first; index < first + length; index++) {
      if (lineStep === 1) {
        plainSum = plain[line]!;
        productSum = product[line]!;
      }
      const h = gradient[index]! * weight[place]!;
      plainSum += h;
      productSum += h * ((values[index]! - mean[line]!) * scale[line]!);
      if (lineStep === 1) {
        plain[line] = plainSum;
        product[line] = productSum;
      }
      line += lineStep;
      place += placeStep;
    }
    if (lineStep === 0) {
      plain[line] = plainSum;
      product[line] = productSum;
    }
  });
  return { plain, product };
}

/** factor·(h - A/n - x̂·B/n) into `result`. */
export function normGradient(
  gradient: Float32Array,
  values: Float32Array,
  form: NormLines,
  { mean, scale }: LineStatistics,
  weight: Float32Array,
  { plain, product }: NormGradientSums,
  factor: Float64Array,
  result: Float32Array,
): Float32Array {
  const count = form.runs * form.run;
  const share = plain.map((sum) => sum / count);
  eachSpan(form, 0, form.lines, (first, length, firstLine, lineStep, firstPlace, placeStep) => {
    let line = firstLine;
    let place = firstPlace;
    for (let index = first; index < first + length; index++) {
      const normal = (values[index]! - mean[line]!) * scale[line]!;
      result[index] =
        factor[line]! * (gradient[index]! * weight[place]! - share[line]! - (normal * product[line]!) / count);
      line += lineStep;
      place += placeStep;
    }
  });
  return result;
}
