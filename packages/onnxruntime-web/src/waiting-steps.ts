import type { LossSum, PendingLoss } from "@lockstep/core";
import { sgdStructure } from "@lockstep/onnx";
import type { StagedStep } from "./staged-step.ts";
import { structureKey } from "./structure-key.ts";

/** A step with the promise that was made for its loss. */
export interface WaitingStep {
  readonly step: StagedStep;
  resolve(loss: LossSum): void;
  reject(reason: unknown): void;
}

/**
 * Steps that wait until there are enough of them to be run as one loop. They do not wait for time to pass: a loss that is
 * read, or any other call, starts those that are there.
 */
export class WaitingSteps {
  readonly #size: number;
  readonly #start: (steps: readonly WaitingStep[]) => void;
  #waiting: WaitingStep[] = [];

  /**
   * @param size how many make a loop.
   * @param start is called with the steps whose turn it is, alike and at most `size`; it settles them all.
   */
  constructor(size: number, start: (steps: readonly WaitingStep[]) => void) {
    this.#size = size;
    this.#start = start;
  }

  /** Adds a step behind the others. */
  add(step: StagedStep): PendingLoss {
    const [first] = this.#waiting;
    if (first !== undefined && !isAlike(first.step, step)) this.startAll();
    const loss = new Promise<LossSum>((resolve, reject) => void this.#waiting.push({ step, resolve, reject }));
    // A failure whose promise nobody keeps must not end the process.
    loss.catch(() => undefined);
    if (this.#waiting.length === this.#size) this.startAll();
    return {
      read: () => {
        if (this.#waiting.some((waiting) => waiting.step === step)) this.startAll();
        return loss;
      },
    };
  }

  /** Starts the steps that wait: whatever comes after them must find them done. */
  startAll(): void {
    const steps = this.#waiting;
    this.#waiting = [];
    if (steps.length > 0) this.#start(steps);
  }
}

/** Whether one graph, with inputs of one shape, computes both. */
function isAlike(a: StagedStep, b: StagedStep): boolean {
  return rowsOf(a) === rowsOf(b) && keyOf(a) === keyOf(b);
}

function rowsOf({ microBatches }: StagedStep): number {
  return microBatches[0]!.batch.inputs.shape[0]!;
}

function keyOf({ update }: StagedStep): string {
  return structureKey(sgdStructure(update));
}
