/** How large some imports may become, in a page. */
export interface SizeBudget {
  /** What they are for. */
  readonly name: string;
  /** The imports, as a page would write them. */
  readonly code: string;
  /** Packages that are not counted, besides TensorFlow.js and ONNX Runtime, which are the page's own. */
  readonly without?: readonly string[];
  /** At the most, in kB (1,000 bytes) after minifying and gzip. */
  readonly limit: number;
  /** What the size is made of, and why it may be that. */
  readonly reason: string;
}

const CORE = "@lockstep/core";

/** Every public entry is in here, and what most pages import of it. */
export const SIZE_BUDGETS: readonly SizeBudget[] = [
  {
    name: "fit",
    code: `export { fit } from "@lockstep/core"`,
    limit: 12.7,
    reason: "the loop with the default profile; half of it are checks of options, with messages that say what to do",
  },
  {
    name: "a training run, without an engine",
    code: `export { arrayDataset, dense, dropout, earlyStopping, fit, relu, sequential, sgd, softmaxCrossEntropy, tensor } from "@lockstep/core"`,
    limit: 22,
    reason: "fit, early stopping with its criteria, and four layers, each of which brings its own checks",
  },
  {
    name: "early stopping by itself",
    code: `export { earlyStopping } from "@lockstep/core"`,
    limit: 7.3,
    reason: "the reducer with all criteria and dialects, for loops of one's own",
  },
  {
    name: "batches by themselves",
    code: `export { planBatches } from "@lockstep/core"`,
    limit: 3.7,
    reason: "plans and the random stream under them",
  },
  {
    name: "masks by themselves",
    code: `export { dropoutMask, keepBits } from "@lockstep/core"`,
    limit: 3.3,
    reason: "the law of dropout and the random stream under it",
  },
  {
    name: "PyTorch's generator by itself",
    code: `export { TorchGenerator } from "@lockstep/core"`,
    limit: 6.8,
    reason: "mt19937 and the draws of PyTorch that it can repeat",
  },
  {
    name: "all of core",
    code: `export * from "@lockstep/core"`,
    limit: 65,
    reason: "what nobody imports as a whole: 40 layers, three random profiles, ten dialects, four file formats",
  },
  {
    name: "core/engine",
    code: `export * from "@lockstep/core/engine"`,
    limit: 9.4,
    reason: "the checks that all engines share",
  },
  {
    name: "core/reference",
    code: `export * from "@lockstep/core/reference"`,
    limit: 57.5,
    reason:
      "an engine of 40 layers with nothing beside it, twice: in TypeScript and as WebAssembly, 20 kB of the whole",
  },
  {
    name: "core/masks",
    code: `export * from "@lockstep/core/masks"`,
    limit: 5.3,
    reason: "one WebAssembly module and the law of dropout",
  },
  {
    name: "the engine on TensorFlow.js",
    code: `export { createTfjsEngine } from "@lockstep/tfjs"`,
    without: [CORE],
    limit: 22,
    reason: "forward and gradient of 40 layers by hand, mask kernels for four backends, and models of tfjs-layers",
  },
  {
    name: "the engine on TensorFlow.js with fit",
    code: `export { createTfjsEngine } from "@lockstep/tfjs"; export { fit } from "@lockstep/core"`,
    limit: 42.5,
    reason: "what a page downloads beside TensorFlow.js, 368 kB of which are the smallest with layers",
  },
  {
    name: "dropout, early stopping and fitModel for stock models",
    code: `export { dropout, earlyStopping, fitModel } from "@lockstep/tfjs"`,
    limit: 33.5,
    reason: "core's early stopping and plans, mask kernels for four backends, and a fit with weights",
  },
  {
    name: "dropout for stock models",
    code: `export { dropout } from "@lockstep/tfjs"`,
    limit: 14,
    reason: "the layer, its kernels for four backends, and core's law of masks",
  },
  {
    name: "all of tfjs",
    code: `export * from "@lockstep/tfjs"`,
    limit: 74.5,
    reason: "engine, layers, callbacks, checkpoints and kernels together",
  },
  {
    name: "tfjs/fast-wasm",
    code: `import "@lockstep/tfjs/fast-wasm"`,
    limit: 8,
    reason: "kernels that call the backend's own",
  },
  {
    name: "onnx",
    code: `export * from "@lockstep/onnx"`,
    limit: 77,
    reason: "reader and writer of files with protobuf (19 kB), shapes and gradients of 160 operators",
  },
  {
    name: "the engine on ONNX Runtime",
    code: `export * from "@lockstep/onnxruntime-web"`,
    without: [CORE, "@lockstep/onnx"],
    limit: 7.3,
    reason: "sessions, and weights that go round; the graphs are built by @lockstep/onnx",
  },
  {
    name: "the engine on ONNX Runtime with onnx and fit",
    code: `export * from "@lockstep/onnxruntime-web"; export { fit } from "@lockstep/core"`,
    limit: 101.5,
    reason: "what a page downloads beside ONNX Runtime",
  },
  {
    name: "onnxruntime-web/conformance",
    code: `export * from "@lockstep/onnxruntime-web/conformance"`,
    limit: 2.2,
    reason: "data: what the engine declares",
  },
  {
    name: "tfjs/conformance",
    code: `export * from "@lockstep/tfjs/conformance"`,
    limit: 1.9,
    reason: "data: what the engine declares",
  },
  {
    name: "conformance",
    code: `export * from "@lockstep/conformance"`,
    without: [CORE],
    limit: 975,
    reason: "for tests: nine tenths are the vectors, numbers that do not compress",
  },
];
