import { dense, type NamedTensors, sequential, TorchGenerator, torchInitialWeights } from "@lockstep/core";
import { fillPython } from "./fill-python.ts";
import { printBits } from "./printed/print-bits.ts";
import { printFloat } from "./printed/print-float.ts";
import { printList } from "./printed/print-list.ts";
import bitsScript from "./python/weight-bits.py?raw";
import script from "./python/weights.py?raw";
import { seedLiteral } from "./seed-literal.ts";
import type { ExactTwin } from "./twin.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** Initial weights. */
export interface WeightsTwin extends ExactTwin {
  /** `0.weight` and `0.bias`. */
  readonly weights: NamedTensors;
}

/** Initial weights of `nn.Linear`, and how to get the same. @param asBits as hexadecimal float32, not as decimals */
export function weightsTwin(settings: TwinSettings, asBits: boolean): WeightsTwin {
  const { seed, inputs, outputs } = settings;
  const model = sequential({ inputShape: [inputs], layers: [dense(outputs)] });
  const weights = torchInitialWeights(model, new TorchGenerator(seed));
  const rows = [...rowsOf(weights["0.weight"]!.data, inputs), [...weights["0.bias"]!.data]];
  const lockstep = `import {
  dense,
  sequential,
  TorchGenerator,
  torchInitialWeights,
} from "@lockstep/core";

const generator = new TorchGenerator(${seedLiteral(seed)});
const model = sequential({
  inputShape: [${inputs}],
  layers: [dense(${outputs})],
});
const weights = torchInitialWeights(model, generator);
// weights["0.weight"] is [${outputs}, ${inputs}], weights["0.bias"] is [${outputs}]`;
  const printed = rows.map((row) => (asBits ? row.map(printBits).join(" ") : printList(row, printFloat)));
  return { python: fillPython(asBits ? bitsScript : script, settings), lockstep, printed: printed.join("\n"), weights };
}

function rowsOf(values: ArrayLike<number>, length: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / length }, (_, row) => all.slice(row * length, (row + 1) * length));
}
