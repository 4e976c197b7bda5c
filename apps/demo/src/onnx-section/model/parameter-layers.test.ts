import { readFileSync } from "node:fs";
import { readModel } from "@lockstep/onnx";
import { describe, expect, it } from "vitest";
import { parameterLayers } from "./parameter-layers.ts";

const EXPORTED = new URL("../../../../../packages/onnxruntime-web/test/exported/", import.meta.url);

/** Layers with their parameters, of a file that PyTorch exported. */
function layersOf(file: string, names: readonly string[]): readonly (readonly string[])[] {
  const model = readModel(readFileSync(new URL(file, EXPORTED)));
  const { layerOf, names: layers } = parameterLayers(model, names);
  return layers.map((_, index) => names.filter((name) => layerOf.get(name) === index));
}

describe("parameterLayers", () => {
  it("orders layers as data pass them, whatever the order of the file", () => {
    const names = [
      "fc1.bias",
      "conv2.weight",
      "fc3.weight",
      "conv1.bias",
      "fc3.bias",
      "fc1.weight",
      "conv1.weight",
      "conv2.bias",
      "fc2.weight",
      "fc2.bias",
    ];
    for (const file of ["lenet.torchscript-18-training.onnx", "lenet.dynamo-18-training.onnx"]) {
      expect(layersOf(file, names).map((layer) => layer.toSorted())).toEqual(
        ["conv1", "conv2", "fc1", "fc2", "fc3"].map((layer) => [`${layer}.bias`, `${layer}.weight`]),
      );
    }
  });

  it("takes parameters without a module's name by the node that reads them", () => {
    const names = ["onnx::Conv_61", "onnx::Conv_62", "fc.weight", "fc.bias", "onnx::Conv_64", "onnx::Conv_65"];
    expect(layersOf("resnet.torchscript-17-eval.onnx", names)).toEqual([
      ["onnx::Conv_61", "onnx::Conv_62"],
      ["onnx::Conv_64", "onnx::Conv_65"],
      ["fc.weight", "fc.bias"],
    ]);
  });
});
