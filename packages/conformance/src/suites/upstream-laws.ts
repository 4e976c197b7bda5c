import { shapeSize, type Tensor } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { UpstreamLaw } from "../vectors/upstream-cases.ts";

/** What laws are about. A law about something that was not measured is left to the test that measures it. */
interface Measured {
  readonly inputs: Tensor;
  /** Under the mask. */
  readonly output?: Tensor;
  /** Without a mask. */
  readonly evaluated?: Tensor;
  /** With respect to the input. */
  readonly gradient?: Tensor;
}

/** Checks what an upstream test asserts of a layer that draws. */
export function expectLaw(law: UpstreamLaw, measured: Measured): void {
  if ("of" in law) {
    expectNear(law, measured.inputs, measured[law.of]);
    return;
  }
  if (law.law === "gradient") {
    if (measured.gradient !== undefined) expectFilled(measured.gradient, law.value);
    return;
  }
  if (law.law === "evaluation") {
    if (measured.evaluated !== undefined) expectSame("evaluation", measured.evaluated.data, measured.inputs.data);
    return;
  }
  if (measured.output !== undefined) expectOutput(law, measured.inputs, measured.output);
}

type NearLaw = Extract<UpstreamLaw, { readonly within: number; readonly of: unknown }>;
type OutputLaw = Exclude<UpstreamLaw, NearLaw | { readonly law: "gradient" | "evaluation" }>;

function expectNear({ law, of, near, within }: NearLaw, inputs: Tensor, tensor: Tensor | undefined): void {
  if (tensor === undefined) return;
  const wanted = near === "input" ? MEASURES[law](inputs.data) : near;
  const actual = MEASURES[law](tensor.data);
  expectThat(
    Math.abs(actual - wanted) <= within,
    `${law} of the ${of}: expected ${wanted} within ${within}, got ${actual}.`,
  );
}

const MEASURES = {
  mean,
  deviation: (values: Float32Array): number => {
    const center = mean(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length);
  },
  maximum: (values: Float32Array): number => values.reduce((most, value) => Math.max(most, value), -Infinity),
};

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function expectOutput(law: OutputLaw, inputs: Tensor, { shape, data }: Tensor): void {
  switch (law.law) {
    case "shape":
      return expectSame("shape of the output", shape, inputs.shape);
    case "identity":
      return expectSame("output", data, inputs.data);
    case "not-identity":
      return expectThat(
        data.some((value, index) => value !== inputs.data[index]),
        "the output must not be the input",
      );
    case "alike":
      return expectSame("at index 1", at(1, law.axes, shape, data), at(0, law.axes, shape, data));
    case "all-or-nothing":
      return expectAllOrNothing(data, shapeSize(shape.slice(law.from)));
    case "kept-scaled":
      return expectThat(
        data.every((value, index) => value === 0 || Math.abs(value - law.scale * inputs.data[index]!) <= law.within),
        `every element must be 0 or ${law.scale} times the input's`,
      );
  }
}

/** What lies at an index of some axes, row-major. */
function at(index: number, axes: readonly number[], shape: readonly number[], data: Float32Array): Float32Array {
  return data.filter((_, position) => {
    let rest = position;
    // The last axis turns fastest.
    return shape
      .map((length, axis) => ({ length, axis }))
      .toReversed()
      .every(({ length, axis }) => {
        const coordinate = rest % length;
        rest = Math.floor(rest / length);
        return !axes.includes(axis) || coordinate === index;
      });
  });
}

function expectAllOrNothing(data: Float32Array, length: number): void {
  for (let start = 0; start < data.length; start += length) {
    const zeros = data.subarray(start, start + length).filter((value) => value === 0).length;
    expectThat(
      zeros === 0 || zeros === length,
      `elements ${start} to ${start + length - 1} must be kept or dropped together; ${zeros} are 0`,
    );
  }
}

function expectFilled({ data }: Tensor, value: number): void {
  // A gradient that is read off a step carries the rounding of a weight.
  const wrong = data.filter((element) => Math.abs(element - value) > 1e-5);
  expectThat(wrong.length === 0, `every element of the gradient must be ${value}; one is ${wrong[0]}`);
}
