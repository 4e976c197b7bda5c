import type { Section } from "./section.ts";

/** The page's sections, in the order of its navigation. */
export const SECTIONS: readonly Section[] = [
  {
    id: "train",
    label: "Train side by side",
    lead:
      "Several backends train the same network from the same seed, here in your browser: they draw the same batches and " +
      "drop the same units, so their curves should lie on each other. Choose a preset, or leave everything as it is, and " +
      "press Start.",
    load: async () => (await import("../train-section/train-section.tsx")).TrainSection,
  },
  {
    id: "conformance",
    label: "Conformance",
    lead:
      "The conformance kit asks each backend for masks, losses and updates whose right values are known. Choose backends, " +
      "press Run, and see whether those of this browser and machine agree.",
    load: async () => (await import("../conformance-section/conformance-section.tsx")).ConformanceSection,
  },
  {
    id: "onnx",
    label: "Your ONNX model",
    lead:
      "onnxruntime-web only infers; Lockstep adds what it needs to train. Drop a model and your examples, choose what is to " +
      "be trained, and take the trained model home. Your files never leave this machine.",
    load: async () => (await import("../onnx-section/onnx-section.tsx")).OnnxSection,
  },
  {
    id: "pytorch",
    label: "PyTorch twin",
    lead:
      "Lockstep also draws what PyTorch draws: enter a seed and compare masks, permutation and first weights with the three " +
      "lines of PyTorch that give the same.",
    load: async () => (await import("../pytorch-section/pytorch-section.tsx")).PytorchSection,
  },
];
