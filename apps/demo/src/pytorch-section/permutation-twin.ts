import { torchDataLoader, TorchGenerator } from "@lockstep/core";
import { fillPython } from "./fill-python.ts";
import { printList } from "./printed/print-list.ts";
import script from "./python/permutation.py?raw";
import { seedLiteral } from "./seed-literal.ts";
import type { ExactTwin } from "./twin.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** Orders of rows. */
export interface PermutationTwin extends ExactTwin {
  /** `torch.randperm`. */
  readonly order: Uint32Array;
  /** A shuffling DataLoader's batches of two epochs. */
  readonly epochs: readonly (readonly (readonly number[])[])[];
}

/** What `torch.randperm` and a DataLoader draw, and how to get the same. */
export function permutationTwin(settings: TwinSettings): PermutationTwin {
  const { seed, count, batch } = settings;
  const order = new TorchGenerator(seed).randperm(count);
  const globalGenerator = new TorchGenerator(seed);
  const loader = torchDataLoader({ rowCount: count, batchSize: batch, shuffle: true, globalGenerator });
  const epochs = [[...loader.batches()], [...loader.batches()]];
  const lockstep = `import {
  torchDataLoader,
  TorchGenerator,
} from "@lockstep/core";

const order = new TorchGenerator(${seedLiteral(seed)}).randperm(${count});

const globalGenerator = new TorchGenerator(${seedLiteral(seed)});
const loader = torchDataLoader({
  rowCount: ${count},
  batchSize: ${batch},
  shuffle: true,
  globalGenerator,
});
const epochs = [[...loader.batches()], [...loader.batches()]];`;
  const printed = [
    printList(order, print),
    ...epochs.map((batches) => printList(batches, (rows) => printList(rows, print))),
  ];
  return { python: fillPython(script, settings), lockstep, printed: printed.join("\n"), order, epochs };
}

function print(row: number): string {
  return String(row);
}
