import type { Section } from "./section.ts";

/** The page's sections, in the order of its navigation. */
export const SECTIONS: readonly Section[] = [
  {
    id: "train",
    label: "Train side by side",
    load: async () => (await import("../train-section/train-section.tsx")).TrainSection,
  },
  {
    id: "conformance",
    label: "Conformance",
    load: async () => (await import("../conformance-section/conformance-section.tsx")).ConformanceSection,
  },
  {
    id: "onnx",
    label: "Your ONNX model",
    load: async () => (await import("../onnx-section/onnx-section.tsx")).OnnxSection,
  },
  {
    id: "pytorch",
    label: "PyTorch twin",
    load: async () => (await import("../pytorch-section/pytorch-section.tsx")).PytorchSection,
  },
];
