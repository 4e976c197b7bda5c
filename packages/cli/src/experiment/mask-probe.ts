import {
  dense,
  dropout,
  meanSquaredError,
  sequential,
  type DropoutMask,
  type EngineOptions,
  type ModelSpec,
  type NamedTensors,
  type SgdStep,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";

/** Reads a backend's masks off what it computes. */
export interface MaskProbe {
  /**
   * The bits of a mask as the backend applies it in a training step: one byte an element, row by row, 1 for kept.
   *
   * @param mask of the shape that the probe was made for.
   */
  appliedBits(mask: DropoutMask): Promise<Uint8Array>;
  dispose(): void;
}

/** Plain SGD; the size of the step does not matter, only that it is far above the rounding of a weight of 1. */
const STEP: SgdStep = { learningRate: 1024, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

/**
 * A probe for masks of shape [rows, units]. Core's own bits are never looked at: each mask is given to a training step, and
 * an element counts as kept if its gradient arrives. A backend that computes other bits, applies them elsewhere, in
 * evaluation only or not at all shows other bits.
 *
 * The probe is a dense layer without bias, all weights 1, under a dropout layer. Its batch is the identity matrix, so
 * that the weight [unit, row] is the activation of that unit in that row and moves iff the unit is kept there.
 *
 * @param create makes an engine on the backend.
 */
export async function maskProbe(
  create: (model: ModelSpec, options: EngineOptions) => Promise<TrainingEngine>,
  rows: number,
  units: number,
): Promise<MaskProbe> {
  // The rate does not matter here: a mask carries its own.
  const model = sequential({ inputShape: [rows], layers: [dense(units, { bias: false }), dropout(0.5)] });
  const engine = await create(model, { loss: meanSquaredError(), weights: ones(rows, units) });
  return {
    async appliedBits(mask) {
      const inputs = { shape: [rows, rows], data: identity(rows) };
      // Kept outputs are the mask's scale, dropped ones 0: neither reaches this target, so every kept unit has a gradient.
      const targets = { shape: [rows, units], data: new Float32Array(rows * units).fill(-1) };
      await engine.trainBatch([{ inputs, targets, masks: [mask] }], STEP).read();
      const moved = (await engine.readState()).parameters["0.weight"]!.data;
      await engine.writeState({ parameters: ones(rows, units) });
      const bits = new Uint8Array(rows * units);
      for (let row = 0; row < rows; row++) {
        for (let unit = 0; unit < units; unit++) bits[row * units + unit] = moved[unit * rows + row] === 1 ? 0 : 1;
      }
      return bits;
    },
    dispose: () => engine.dispose(),
  };
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
