import { TorchGenerator } from "@lockstep/core";
import { fillPython } from "./fill-python.ts";
import { printMask } from "./printed/print-mask.ts";
import script from "./python/dropout.py?raw";
import { seedLiteral } from "./seed-literal.ts";
import type { ExactTwin } from "./twin.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** `nn.Dropout` on ones. */
export interface DropoutTwin extends ExactTwin {
  /** What comes out, row by row: 0 where dropped, 1 / (1 - rate) where kept. */
  readonly values: Float32Array;
}

/** What `nn.Dropout` makes of ones, and how to get the same. */
export function dropoutTwin(settings: TwinSettings): DropoutTwin {
  const { seed, rate, rows, units } = settings;
  const ones = new Float32Array(rows * units).fill(1);
  const values = new TorchGenerator(seed).dropout(ones, rate);
  const lockstep = `import { TorchGenerator } from "@lockstep/core";

const generator = new TorchGenerator(${seedLiteral(seed)});
const ones = new Float32Array(${rows} * ${units}).fill(1);
const values = generator.dropout(ones, ${rate});`;
  return { python: fillPython(script, settings), lockstep, printed: printMask(values, units), values };
}
