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
    limit: 12,
    reason:
      "the loop with the default profile; more than half of it are checks of options, whose messages say what to do",
  },
  {
    name: "a training run, without an engine",
    code: `export { arrayDataset, dense, dropout, earlyStopping, fit, relu, sequential, sgd, softmaxCrossEntropy, tensor } from "@lockstep/core"`,
    limit: 22.5,
    reason: "fit, early stopping with its criteria and ten dialects, and the layers, whose checks they share",
  },
  {
    name: "early stopping by itself",
    code: `export { earlyStopping } from "@lockstep/core"`,
    limit: 7.5,
    reason: "the reducer with all criteria and dialects, for loops of one's own",
  },
  {
    name: "batches by themselves",
    code: `export { planBatches } from "@lockstep/core"`,
    limit: 3.8,
    reason: "plans and the random stream under them",
  },
  {
    name: "masks by themselves",
    code: `export { dropoutMask, keepBits } from "@lockstep/core"`,
    limit: 3.4,
    reason: "the law of dropout and the random stream under it",
  },
  {
    name: "PyTorch's generator by itself",
    code: `export { TorchGenerator } from "@lockstep/core"`,
    limit: 7,
    reason: "mt19937 and the draws of PyTorch that it can repeat",
  },
  {
    name: "all of core",
    code: `export * from "@lockstep/core"`,
    limit: 67,
    reason: "what nobody imports as a whole: all layers, random profiles, dialects and file formats",
  },
  {
    name: "core/engine",
    code: `export * from "@lockstep/core/engine"`,
    limit: 9.7,
    reason: "the checks that all engines share",
  },
  {
    name: "core/reference",
    code: `export * from "@lockstep/core/reference"`,
    limit: 59,
    reason:
      "an engine with every layer and nothing beside it, twice: in TypeScript, and as WebAssembly (24 kB, which hardly compresses)",
  },
  {
    name: "core/masks",
    code: `export * from "@lockstep/core/masks"`,
    limit: 5.4,
    reason: "one WebAssembly module and the law of dropout",
  },
  {
    name: "the engine on TensorFlow.js",
    code: `export { createTfjsEngine } from "@lockstep/tfjs"`,
    without: [CORE],
    limit: 22.3,
    reason:
      "forward and gradient of every layer by hand, of which windows and pools are 3.3 kB, recurrence and attention 2.6; models of tfjs-layers are 3.2 and mask kernels for four backends 2.8. 20 kB, the aim, would need an entry for each of these",
  },
  {
    name: "the engine on TensorFlow.js with fit",
    code: `export { createTfjsEngine } from "@lockstep/tfjs"; export { fit } from "@lockstep/core"`,
    limit: 42.5,
    reason: "what a page downloads beside TensorFlow.js",
  },
  {
    name: "dropout, early stopping and fitModel for stock models",
    code: `export { dropout, earlyStopping, fitModel } from "@lockstep/tfjs"`,
    limit: 34,
    reason:
      "core's early stopping and plans, a fit with weights, and mask kernels for four backends (6 kB, 2.4 of them WebAssembly)",
  },
  {
    name: "dropout for stock models",
    code: `export { dropout } from "@lockstep/tfjs"`,
    limit: 14.1,
    reason: "the layer, its kernels for four backends, and the law of masks",
  },
  {
    name: "all of tfjs",
    code: `export * from "@lockstep/tfjs"`,
    limit: 76,
    reason: "engine, layers, callbacks, checkpoints and kernels together",
  },
  {
    name: "tfjs/fast-wasm",
    code: `import "@lockstep/tfjs/fast-wasm"`,
    limit: 8.2,
    reason: "kernels that call the backend's own",
  },
  {
    name: "onnx",
    code: `export * from "@lockstep/onnx"`,
    limit: 80,
    reason: "reader and writer of files with protobuf, shapes and gradients of operators",
  },
  {
    name: "the engine on ONNX Runtime",
    code: `export * from "@lockstep/onnxruntime-web"`,
    without: [CORE, "@lockstep/onnx"],
    limit: 7.6,
    reason: "sessions, and weights that go round; the graphs are built by @lockstep/onnx",
  },
  {
    name: "the engine on ONNX Runtime with onnx and fit",
    code: `export * from "@lockstep/onnxruntime-web"; export { fit } from "@lockstep/core"`,
    limit: 104,
    reason: "what a page downloads beside ONNX Runtime",
  },
  {
    name: "onnxruntime-web/conformance",
    code: `export * from "@lockstep/onnxruntime-web/conformance"`,
    limit: 2.3,
    reason: "data: what the engine declares",
  },
  {
    name: "tfjs/conformance",
    code: `export * from "@lockstep/tfjs/conformance"`,
    limit: 2,
    reason: "data: what the engine declares",
  },
  {
    name: "conformance",
    code: `export * from "@lockstep/conformance"`,
    without: [CORE],
    limit: 990,
    reason: "for tests: nearly all of it are the vectors",
  },
];
