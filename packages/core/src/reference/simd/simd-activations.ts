import type { ActivationName } from "../activations/activation.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { roomFor, runElementwise } from "./simd-elementwise.ts";
import type { KernelRunner } from "./kernel-runner.ts";

type Activations = Pick<Kernels, "activate" | "activateGradient">;

/** What an element costs in multiplications of matrices, and what the gradient is computed from. */
const FORMS: Readonly<Record<ActivationName, { readonly cost: number; readonly from: "input" | "output" }>> = {
  relu: { cost: 4, from: "input" },
  leakyRelu: { cost: 4, from: "input" },
  hardtanh: { cost: 4, from: "input" },
  sigmoid: { cost: 60, from: "output" },
  tanh: { cost: 60, from: "output" },
  elu: { cost: 60, from: "input" },
  silu: { cost: 100, from: "input" },
  softplus: { cost: 200, from: "input" },
  gelu: { cost: 800, from: "input" },
  geluTanh: { cost: 100, from: "input" },
};

/** Activations in vectors of four or, where they are computed with f64, of two. */
export function simdActivations(runner: KernelRunner, others: Activations): Activations {
  return {
    activate(activation, input) {
      const { name, parameters } = activation;
      const result = roomFor(runner, input.length);
      const done =
        result !== undefined && runElementwise(runner, name, [input, result], [result], parameters, FORMS[name].cost);
      return done ? result : others.activate(activation, input);
    },
    activateGradient(activation, outputGradient, input, output) {
      const { name, parameters } = activation;
      const { cost, from } = FORMS[name];
      const result = roomFor(runner, input.length);
      const done =
        result !== undefined &&
        runElementwise(
          runner,
          `${name}Gradient`,
          [outputGradient, from === "input" ? input : output, result],
          [result],
          parameters,
          cost,
        );
      return done ? result : others.activateGradient(activation, outputGradient, input, output);
    },
  };
}
