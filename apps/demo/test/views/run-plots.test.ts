import { describe, expect, it } from "vitest";
import { BACKEND_NAMES } from "../../src/backends/backend-name.ts";
import { baseBackend } from "../../src/train-section/views/difference/base-backend.ts";
import { differencePlot } from "../../src/train-section/views/difference/difference-plot.ts";
import { lossPlot } from "../../src/train-section/views/loss/loss-plot.ts";
import { fakeRun } from "./fake-run.ts";

/** Goes on by some epochs. */
function trained(run: ReturnType<typeof fakeRun>, epochs: number) {
  for (let epoch = 0; epoch < epochs; epoch++) run.addEpoch();
  return run;
}

const plotOf = (run: ReturnType<typeof fakeRun>) => differencePlot(run, baseBackend(run));

describe("the plot of differences", () => {
  const long = () =>
    trained(fakeRun({ settings: { backends: BACKEND_NAMES, patience: null }, batchesPerEpoch: 2500 }), 20);
  it("has no more columns than pixels, and one line for every backend but the first", () => {
    const { source, compared } = plotOf(long());
    const data = source.read(700);
    expect(data).toHaveLength(BACKEND_NAMES.length);
    expect(data[0].length).toBeLessThanOrEqual(700);
    expect(compared.value.map(({ compared: steps }) => steps)).toEqual(BACKEND_NAMES.slice(1).map(() => 50_000));
  });
  it("names the steps of a column", () => {
    const { source, column } = plotOf(long());
    const last = source.read(700)[0].length - 1;
    const [first, second] = [column(0)!, column(1)!];
    expect(first.firstStep).toBe(0);
    expect(second.firstStep).toBe(first.lastStep + 1);
    expect(column(last)!.lastStep).toBe(49_999);
    expect(column(last + 1)).toBeNull();
  });
  it("leaves a failed backend where it stopped", () => {
    const run = trained(fakeRun({ settings: { backends: ["reference", "tfjs-wasm", "ort-wasm"] } }), 2);
    run.backends[1]!.status.value = "failed";
    trained(run, 1);
    const { source, compared } = plotOf(run);
    const [steps, failed, going] = source.read(1000);
    expect(compared.value.map((one) => one.steps)).toEqual([32, 48]);
    expect(steps).toHaveLength(48);
    expect(failed?.slice(32)).toEqual(Array.from({ length: 16 }, () => null));
    expect(going?.slice(32).some((value) => value !== null)).toBe(true);
  });
});

it("compares the others with each other where the first backend has failed", () => {
  const run = fakeRun({ settings: { backends: ["reference", "tfjs-wasm", "ort-wasm"] } });
  run.backends[0]!.status.value = "failed";
  const { source, compared } = plotOf(trained(run, 2));
  source.read(1000);
  const steps = Object.fromEntries(compared.value.map((one) => [one.name, one.compared]));
  expect(steps).toEqual({ reference: 0, "ort-wasm": 32 });
});

describe("the plot of losses", () => {
  it("draws two lines a backend, up to where a run diverges", () => {
    const { source } = lossPlot(trained(fakeRun({ diverges: 3 }), 5));
    const data = source.read(1000);
    expect(data).toHaveLength(1 + 2 * 3);
    for (const line of data.slice(1)) {
      expect([...line].slice(0, 3).every((value) => Number.isFinite(value))).toBe(true);
      expect([...line].slice(3).every((value) => value === null)).toBe(true);
    }
  });
});
