import { describe, expect, it } from "vitest";
import { UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import { conv1d } from "../../model/layers/conv1d.ts";
import { conv2d } from "../../model/layers/conv2d.ts";
import { dense } from "../../model/layers/dense.ts";
import { dropout } from "../../model/layers/dropout.ts";
import { flatten } from "../../model/layers/flatten.ts";
import { gru } from "../../model/layers/gru.ts";
import { relu } from "../../model/layers/relu.ts";
import { sequential } from "../../model/sequential.ts";
import { TorchGenerator } from "./torch-generator.ts";
import { torchInitialWeights } from "./torch-initial-weights.ts";

describe("torchInitialWeights", () => {
  const model = sequential({ inputShape: [4], layers: [dense(3), relu(), dropout(0.5), dense(2, { bias: false })] });

  it("draws layer after layer and leaves the generator where a script would", () => {
    const generator = new TorchGenerator(1);
    const weights = torchInitialWeights(model, generator);
    expect(Object.keys(weights)).toEqual(["0.weight", "0.bias", "3.weight"]);
    const script = new TorchGenerator(1);
    const [first, second] = [script.linear(4, 3), script.linear(3, 2, { bias: false })];
    expect(weights).toEqual({ "0.weight": first.weight, "0.bias": first.bias, "3.weight": second.weight });
    expect(generator.state).toEqual(script.state);
  });
  it("draws convolutions, in PyTorch's layout", () => {
    const layers = [conv2d(4, { kernelSize: [3, 2], groups: 2, bias: false }), flatten(), dense(2)];
    const convolutional = sequential({ inputShape: [2, 5, 5], layers });
    const script = new TorchGenerator(7);
    const first = script.conv2d({ inChannels: 2, outChannels: 4, kernelSize: [3, 2], groups: 2, bias: false });
    const second = script.linear(48, 2);
    expect(torchInitialWeights(convolutional, new TorchGenerator(7))).toEqual({
      "0.weight": first.weight,
      "2.weight": second.weight,
      "2.bias": second.bias,
    });
  });
  it("refuses a layer whose weights it cannot draw, before any draw", () => {
    const generator = new TorchGenerator(1);
    const other = sequential({ inputShape: [2, 5], layers: [conv1d(4, { kernelSize: 3 })] });
    expect(() => torchInitialWeights(other, generator)).toThrow(UnsupportedOptionError);
    expect(generator.state).toEqual(new TorchGenerator(1).state);
  });
  it("gives a dense layer on the last axis nn.Linear's weights of that axis", () => {
    const deep = sequential({ inputShape: [5, 4], layers: [dense(3)] });
    const { weight, bias } = new TorchGenerator(1).linear(4, 3);
    expect(torchInitialWeights(deep, new TorchGenerator(1))).toEqual({ "0.weight": weight, "0.bias": bias });
  });
  it("refuses a layer that it has no law for", () => {
    const recurrent = sequential({ inputShape: [5, 4], layers: [gru({ hidden: 2 })] });
    expect(() => torchInitialWeights(recurrent, new TorchGenerator(1))).toThrow(
      /layer 0 \(gru\) has no initial weights/,
    );
  });
  it("refuses an unknown variant, option or generator", () => {
    expect(() => torchInitialWeights(model, new TorchGenerator(1), { variant: "avx" as never })).toThrow(/"fma"/);
    expect(() => torchInitialWeights(model, new TorchGenerator(1), { fma: true } as never)).toThrow(/not an option/);
    expect(() => torchInitialWeights(model, 42 as never)).toThrow(/TorchGenerator/);
  });
});
