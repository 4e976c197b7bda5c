import { createHash } from "node:crypto";
import {
  dense,
  dropout,
  meanSquaredError,
  sequential,
  type DropoutMask,
  type NamedTensors,
  type SgdStep,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import type { EngineBackend } from "../engines.ts";

/** Plain SGD; the size of the step does not matter, only that it is far above the rounding of a weight of 1. */
const STEP: SgdStep = { learningRate: 1024, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

/**
 * After each epoch, the SHA-256 (hex) of all masks so far as a backend applies them in training (one byte an element,
 * row-major). Core's own bits are never looked at: each mask is given to a training step of a probe, and an element
 * counts as kept if its gradient arrives. A backend that computes other bits, applies them elsewhere, in evaluation only
 * or not at all gets another digest.
 *
 * The probe is a dense layer without bias, all weights 1, under a dropout layer. Its batch is the identity matrix, so
 * that the weight [unit, row] is the activation of that unit in that row and moves iff the unit is kept there.
 *
 * @param masks of each epoch's steps, in order; each [rows, units].
 */
export async function digestMasks(
  backend: EngineBackend,
  masks: readonly (readonly DropoutMask[])[],
): Promise<readonly string[]> {
  const digest = createHash("sha256");
  const probes = new Map<string, TrainingEngine>();
  const digests: string[] = [];
  try {
    for (const epochMasks of masks) {
      for (const mask of epochMasks) {
        const [rows, units] = mask.shape as readonly [number, number];
        const key = mask.shape.join("x");
        const probe = probes.get(key) ?? (await createProbe(backend, rows, units));
        probes.set(key, probe);
        digest.update(await appliedBits(probe, mask, rows, units));
      }
      digests.push(digest.copy().digest("hex"));
    }
  } finally {
    for (const probe of probes.values()) probe.dispose();
  }
  return digests;
}

/** One training step under the mask, read off the weights and undone. */
async function appliedBits(probe: TrainingEngine, mask: DropoutMask, rows: number, units: number): Promise<Uint8Array> {
  const inputs = { shape: [rows, rows], data: identity(rows) };
  // Kept outputs are the mask's scale, dropped ones 0: neither reaches this target, so every kept unit has a gradient.
  const targets = { shape: [rows, units], data: new Float32Array(rows * units).fill(-1) };
  await probe.trainBatch([{ inputs, targets, masks: [mask] }], STEP).read();
  const moved = (await probe.readState()).parameters["0.weight"]!.data;
  await probe.writeState({ parameters: ones(rows, units) });
  const bits = new Uint8Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) bits[row * units + unit] = moved[unit * rows + row] === 1 ? 0 : 1;
  }
  return bits;
}

/** The rate does not matter here: a mask carries its own. */
function createProbe(backend: EngineBackend, rows: number, units: number): Promise<TrainingEngine> {
  const model = sequential({ inputShape: [rows], layers: [dense(units, { bias: false }), dropout(0.5)] });
  return backend.create(model, { loss: meanSquaredError(), weights: ones(rows, units) });
}

function ones(rows: number, units: number): NamedTensors {
  const weight: Tensor = { shape: [units, rows], data: new Float32Array(units * rows).fill(1) };
  return { "0.weight": weight };
}

function identity(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let index = 0; index < size; index++) matrix[index * (size + 1)] = 1;
  return matrix;
}
