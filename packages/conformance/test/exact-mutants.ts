import {
  copyTensors,
  sgdUpdate,
  type LossSum,
  type MicroBatch,
  type NamedTensors,
  type SgdStep,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { mutant, type Fault, type Mutant } from "./mutant.ts";

/** With no velocity before it, it leaves the mean gradient in the velocity to the bit, and the weights where they are. */
const GRADIENT_STEP: SgdStep = { learningRate: 0, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** An engine's own law of the update of one parameter, in place. */
type UpdateLaw = typeof sgdUpdate;

/** An engine that promises exact bits. */
function exactMutant(fault: string, caughtBy: string, change: Fault): Mutant {
  const { subject, ...rest } = mutant(fault, caughtBy, change);
  return { ...rest, subject: { ...subject, exact: true } };
}

function zerosLike(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]),
  );
}

/** Takes the gradients of the healthy engine, bit for bit, and updates by a law of its own. */
function withUpdateLaw(healthy: TrainingEngine, law: UpdateLaw): Partial<TrainingEngine> {
  let turn: Promise<unknown> = Promise.resolve();
  async function train(microBatches: readonly MicroBatch[], step: SgdStep): Promise<LossSum> {
    const before = await healthy.readState();
    const parameters = copyTensors(before.parameters);
    const velocity = copyTensors(before.velocity ?? zerosLike(parameters));
    await healthy.writeState({ parameters, velocity: zerosLike(parameters) });
    const loss = await healthy.trainBatch(microBatches, GRADIENT_STEP).read();
    const { velocity: gradients = {} } = await healthy.readState();
    for (const [name, { data }] of Object.entries(parameters)) {
      law(data, gradients[name]!.data, velocity[name]!.data, step);
    }
    await healthy.writeState({ parameters, velocity });
    return loss;
  }
  return {
    trainBatch(microBatches, step) {
      const loss = turn.then(() => train(microBatches, step));
      turn = loss.catch(() => undefined);
      return { read: () => loss };
    },
  };
}

/** The law with products that are not rounded before they are added: what a fused multiply-add gives. */
const fusedUpdate: UpdateLaw = (weights, gradient, velocity, step) => {
  const [rate, momentum, scale, decay] = [step.learningRate, step.momentum, step.gradientScale, step.weightDecay].map(
    Math.fround,
  ) as [number, number, number, number];
  for (const [index, weight] of weights.entries()) {
    const direction = Math.fround(gradient[index]! + decay * weight);
    const speed = Math.fround(momentum * velocity![index]! + scale * direction);
    velocity![index] = speed;
    weights[index] = weight - rate * (step.nesterov ? Math.fround(direction + momentum * speed) : speed);
  }
};

/** The elements of which the test holds; +0 elsewhere. */
function only({ shape, data }: Tensor, test: (index: number) => boolean): Tensor {
  return { shape, data: data.map((value, index) => (test(index) ? value : 0)) };
}

/**
 * A prediction whose sums run over parts of the inputs, which are added up in the end, and the bias last of all.
 *
 * @param parts how many; with 1 the order is the law's own.
 */
function withSumsInParts(parts: number): Fault {
  return (healthy, model, options) => {
    const [layer] = model.layers;
    if (model.layers.length !== 1 || !layer?.kind.startsWith("conv") || options.weights === undefined) return {};
    const { "0.bias": bias, ...weights } = options.weights;
    const unbiased = createReferenceEngine(model, {
      ...options,
      weights: { ...weights, ...zerosLike(bias === undefined ? {} : { "0.bias": bias }) },
    });
    return {
      async predict(inputs) {
        const output = await healthy.predict(inputs);
        const channelSize = output.data.length / (output.shape[0]! * output.shape[1]!);
        const data = new Float32Array(output.data.length);
        for (let part = 0; part < parts; part++) {
          const partial = await unbiased.predict(only(inputs, (index) => index % parts === part));
          for (const [index, value] of partial.data.entries()) data[index]! += value;
        }
        const channelOf = (index: number): number => Math.floor(index / channelSize) % output.shape[1]!;
        return {
          ...output,
          data: bias === undefined ? data : data.map((sum, index) => sum + bias.data[channelOf(index)]!),
        };
      },
    };
  };
}

export const exactMutants: readonly Mutant[] = [
  exactMutant("fuses the products and sums of its update", "training.strict-run.0001", (healthy) =>
    withUpdateLaw(healthy, fusedUpdate),
  ),
  exactMutant("sums a convolution in two parts", "layer.conv2d.0003 (conv2d): output, bit for bit", withSumsInParts(2)),
];

/** Engines that work as these mutants do, but by the law: they must pass, so that the mutants are caught for their faults. */
export const exactEngines: readonly Mutant[] = [
  exactMutant("updates by the law from gradients that it reads to the bit", "training.strict-run", (healthy) =>
    withUpdateLaw(healthy, sgdUpdate),
  ),
  exactMutant("sums a convolution in one part", "output, bit for bit", withSumsInParts(1)),
];
