import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LockstepError } from "../../errors/lockstep-error.ts";
import { TorchGenerator } from "./torch-generator.ts";

/** One call of each method that draws, with arguments that differ by `size`. */
const CALLS: readonly ((generator: TorchGenerator, size: number) => unknown)[] = [
  (generator, size) => generator.rand(size),
  (generator, size) => generator.rand64(size),
  (generator, size) => generator.uniform(size, -1, 2),
  (generator, size) => generator.randint(-3, size + 1, size),
  (generator, size) => generator.randint(0, 2 ** 40, size),
  (generator) => generator.random64(),
  (generator, size) => generator.randperm(size),
  (generator, size) => generator.bernoulli(0.3, size),
  (generator, size) => generator.bernoulliTensor(new Float32Array(size).fill(0.4)),
  (generator, size) => generator.bernoulliTensor(new Float64Array(size).fill(0.4)),
  (generator, size) => generator.multinomial([1, 2, 3], size + 1, { replacement: true }),
  (generator) => generator.multinomial([1, 2, 3], 2),
  (generator, size) => generator.dropout(new Float32Array(size).fill(1), 0.5),
  (generator, size) => generator.alphaDropout(new Float32Array(size).fill(1), 0.2),
  (generator, size) => generator.linear(size + 1, 2),
  (generator) => generator.conv2d({ inChannels: 2, outChannels: 2, kernelSize: 3, groups: 2, variant: "nofma" }),
];

const calls = fc.array(fc.tuple(fc.nat(CALLS.length - 1), fc.nat(700)), { maxLength: 6 });

function make(generator: TorchGenerator, list: readonly (readonly [number, number])[]): unknown[] {
  return list.map(([index, size]) => CALLS[index]!(generator, size));
}

describe("TorchGenerator", () => {
  it("goes on from a state saved between any two calls, and from a clone", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n), calls, calls, (seed, before, after) => {
        const generator = new TorchGenerator(seed);
        make(generator, before);
        const resumed = new TorchGenerator(0);
        resumed.rand(3);
        resumed.setState(JSON.parse(JSON.stringify(generator.state)));
        const copy = generator.clone();
        const expected = make(generator, after);
        expect(make(resumed, after)).toEqual(expected);
        expect(make(copy, after)).toEqual(expected);
        expect(resumed.initialSeed).toBe(generator.initialSeed);
        expect(resumed.state).toEqual(generator.state);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
  it("draws one after the other what it draws at once", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(700), fc.nat(700), (seed, a, b) => {
        for (const draw of [
          (generator: TorchGenerator, count: number) => [...generator.rand(count)],
          (generator: TorchGenerator, count: number) => [...generator.rand64(count)],
          (generator: TorchGenerator, count: number) => [...generator.bernoulli(0.7, count)],
          (generator: TorchGenerator, count: number) => [...generator.randint(0, 1000, count)],
          (generator: TorchGenerator, count: number) => [...generator.dropout(new Float32Array(count).fill(1), 0.1)],
        ]) {
          const parts = new TorchGenerator(seed);
          expect([...draw(parts, a), ...draw(parts, b)]).toEqual(draw(new TorchGenerator(seed), a + b));
        }
      }),
      { numRuns: 30, seed: 1 },
    );
  });
  it("keeps as many units as the rate says, within five standard deviations", () => {
    for (const rate of [0.1, 0.5, 0.9]) {
      const kept = new TorchGenerator(5).bernoulli(1 - rate, 100_000).reduce((sum, bit) => sum + bit, 0);
      expect(Math.abs(kept - 100_000 * (1 - rate))).toBeLessThan(5 * Math.sqrt(100_000 * rate * (1 - rate)));
    }
  });

  const plane = { shape: [2, 3, 4], data: new Float32Array(24) };
  const channels = { inChannels: 4, outChannels: 4, kernelSize: 3 };
  const refused: readonly (readonly [string, (generator: TorchGenerator) => unknown])[] = [
    ["a negative count", (g) => g.rand(-1)],
    ["a count that is no integer", (g) => g.rand64(1.5)],
    ["a count beyond 2^32", (g) => g.bernoulli(0.5, 2 ** 32)],
    ["bounds in the wrong order", (g) => g.uniform(1, 2, 1)],
    ["an unknown variant", (g) => g.uniform(1, 0, 1, "sse" as never)],
    ["an empty range", (g) => g.randint(3, 3, 1)],
    ["a range of half integers", (g) => g.randint(0.5, 3, 1)],
    ["a range beyond 2^53", (g) => g.randint(-(2 ** 53) + 1, 2 ** 53 - 1, 1)],
    ["a probability above 1", (g) => g.bernoulli(1.1, 1)],
    ["a probability that is NaN", (g) => g.bernoulliTensor(Float32Array.of(0.5, NaN))],
    ["a negative weight", (g) => g.multinomial([1, -1], 1)],
    ["an infinite weight", (g) => g.multinomial([1, Infinity], 1)],
    ["weights whose sum is infinite", (g) => g.multinomial([1e308, 1e308], 1, { replacement: true })],
    ["weights that are all 0", (g) => g.multinomial([0, 0], 1, { replacement: true })],
    ["more draws than weights above 0", (g) => g.multinomial([1, 0, 1], 3)],
    ["no weights", (g) => g.multinomial(undefined as never, 1)],
    ["probabilities in a list, whose width is unknown", (g) => g.bernoulliTensor([0.5] as never)],
    ["numbers in a list", (g) => g.dropout([1, 2] as never, 0.5)],
    ["no tensor", (g) => g.dropout1d(undefined as never, 0.5)],
    ["no kernel", (g) => g.conv2d({ inChannels: 1, outChannels: 1 } as never)],
    ["no draws", (g) => g.multinomial([1], 0)],
    ["an unknown option", (g) => g.multinomial([1], 1, { replace: true } as never)],
    ["p above 1", (g) => g.dropout(new Float32Array(3), 1.1)],
    ["p of NaN", (g) => g.alphaDropout(new Float32Array(3), NaN)],
    ["four axes for dropout1d", (g) => g.dropout1d({ shape: [1, 1, 1, 1], data: new Float32Array(1) }, 0.5)],
    ["two axes for dropout2d", (g) => g.dropout2d({ shape: [2, 2], data: new Float32Array(4) }, 0.5)],
    ["three axes for dropout3d", (g) => g.dropout3d(plane, 0.5)],
    ["one axis for featureAlphaDropout", (g) => g.featureAlphaDropout({ shape: [2], data: new Float32Array(2) }, 0.5)],
    ["data that do not fill the shape", (g) => g.dropout2d({ ...plane, data: new Float32Array(23) }, 0.5)],
    ["a layer without inputs", (g) => g.linear(0, 2)],
    ["groups that do not divide", (g) => g.conv2d({ ...channels, groups: 3 })],
    ["a kernel of no length", (g) => g.conv2d({ ...channels, kernelSize: [3, 0] })],
    ["an option of PyTorch's", (g) => g.conv2d({ ...channels, stride: 2 } as never)],
    ["normal numbers", (g) => g.randn(3)],
    ["another generator's state", (g) => g.setState({ ...g.state, profile: "numpy-legacy" } as never)],
    ["a state without a seed", (g) => g.setState({ ...g.state, seed: 42 } as never)],
    ["no state", (g) => g.setState(null as never)],
  ];
  it.each(refused)("refuses %s, and draws nothing then", (_what, call) => {
    const generator = new TorchGenerator(42);
    generator.rand(7);
    const before = generator.state;
    expect(() => call(generator)).toThrow(LockstepError);
    expect(generator.state).toEqual(before);
  });
  it("draws nothing for an x without elements, whatever its channels", () => {
    const generator = new TorchGenerator(1);
    const empty = { shape: [2, 3, 0], data: new Float32Array(0) };
    expect(generator.dropout1d(empty, 0.5)).toEqual(empty);
    expect(generator.featureAlphaDropout(empty, 0.5)).toEqual(empty);
    expect(generator.state).toEqual(new TorchGenerator(1).state);
  });
  it.each([1.5, NaN, 2 ** 53, 2n ** 64n, -(2n ** 63n) - 1n, "42"])("refuses the seed %s", (seed) => {
    expect(() => new TorchGenerator(seed as never)).toThrow(/seed must be an integer/);
  });
});
