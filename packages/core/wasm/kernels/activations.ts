import type { Kernel } from "../kernel.ts";
import { ELU_KERNELS } from "./activations/elu.ts";
import { GELU_KERNELS, GELU_TANH_KERNELS } from "./activations/gelu.ts";
import { HARDTANH_KERNELS } from "./activations/hardtanh.ts";
import { LEAKY_RELU_KERNELS } from "./activations/leaky-relu.ts";
import { RELU_KERNELS } from "./activations/relu.ts";
import { SIGMOID_KERNELS } from "./activations/sigmoid.ts";
import { SILU_KERNELS } from "./activations/silu.ts";
import { SOFTPLUS_KERNELS } from "./activations/softplus.ts";
import { TANH_KERNELS } from "./activations/tanh.ts";

/** Activations and, from the gradient `g` of their output, that of their input; in the operations of src/reference/activations. */
export const ACTIVATION_KERNELS: readonly Kernel[] = [
  RELU_KERNELS,
  LEAKY_RELU_KERNELS,
  HARDTANH_KERNELS,
  SIGMOID_KERNELS,
  TANH_KERNELS,
  ELU_KERNELS,
  SILU_KERNELS,
  SOFTPLUS_KERNELS,
  GELU_KERNELS,
  GELU_TANH_KERNELS,
].flat();
