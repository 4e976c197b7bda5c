/** Every backend that a page can train on, in the order in which the page lists them. The first is what the others are compared with. */
export const BACKEND_NAMES = [
  "reference",
  "tfjs-cpu",
  "tfjs-wasm",
  "tfjs-webgl",
  "tfjs-webgpu",
  "ort-wasm",
  "ort-webgpu",
] as const;

/** One of {@link BACKEND_NAMES}. */
export type BackendName = (typeof BACKEND_NAMES)[number];

/** What the page calls a backend. */
export interface BackendFacts {
  readonly label: string;
  /** Whose kernels compute, in a few words. */
  readonly computes: string;
}

export const BACKENDS: Readonly<Record<BackendName, BackendFacts>> = {
  reference: { label: "reference", computes: "Lockstep's own kernels, WebAssembly" },
  "tfjs-cpu": { label: "tfjs cpu", computes: "TensorFlow.js, plain JavaScript" },
  "tfjs-wasm": { label: "tfjs wasm", computes: "TensorFlow.js, WebAssembly" },
  "tfjs-webgl": { label: "tfjs webgl", computes: "TensorFlow.js, GPU by WebGL 2" },
  "tfjs-webgpu": { label: "tfjs webgpu", computes: "TensorFlow.js, GPU by WebGPU" },
  "ort-wasm": { label: "ort wasm", computes: "ONNX Runtime Web, WebAssembly" },
  "ort-webgpu": { label: "ort webgpu", computes: "ONNX Runtime Web, GPU by WebGPU" },
};
