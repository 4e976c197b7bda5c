import { describe, expect, it } from "vitest";
import { checkpointBest, type CheckpointBestOptions, type CheckpointBestState } from "./checkpoint-best.ts";

type Options = Partial<CheckpointBestOptions<void>>;

function statesOf(values: readonly number[], options: Options = {}): CheckpointBestState[] {
  const rule = checkpointBest({ monitor: "validationLoss", mode: "min", save: () => undefined, ...options });
  let state = rule.start();
  return values.map((value, epoch) => (state = rule.observe(state, { epoch, value })));
}

/** The epochs that are saved. */
function savedOf(values: readonly number[], options?: Options): number[] {
  return [...statesOf(values, options).entries()]
    .filter(([, { decision }]) => decision === "save")
    .map(([epoch]) => epoch);
}

describe("checkpointBest", () => {
  it.each([
    ["strict gains only", [3, 2, 2, 1, 2], {}, [0, 1, 3]],
    ["gains larger than minDelta", [3, 2.5, 2, 1.9], { minDelta: 0.5 }, [0, 2]],
    ["what beats the initial value", [3, 2, 1], { initialValue: 2 }, [2]],
    ["the highest for max", [1, 3, 2, 4], { mode: "max" }, [0, 1, 3]],
    ["nothing that is not finite", [NaN, -Infinity, 2, 1], {}, [2, 3]],
    ["a NaN for ever, as Keras does", [NaN, 2, 1], { dialect: "keras3" }, [0]],
    ["checks that are due", [4, 3, 2, 1], { checkEvery: { epochs: 2 } }, [1, 3]],
  ] as const)("saves %s", (_name, values, options, epochs) => {
    expect(savedOf(values, options as Options)).toEqual(epochs);
  });
  it("explains itself", () => {
    expect(statesOf([2, 1, 1.5, NaN]).map(({ explanation }) => explanation)).toEqual([
      "validationLoss 2 of epoch 0 is the first value: save it.",
      "validationLoss 1 of epoch 1 beats 2: save it.",
      "validationLoss 1.5 of epoch 2 does not beat 1.",
      "validationLoss NaN of epoch 3 is not worth saving.",
    ]);
  });
  it("has options and a state of plain JSON, and leaves saving to the runner", () => {
    const rule = checkpointBest({
      monitor: "validationLoss",
      mode: "min",
      save: (bytes: number[]) => void bytes.push(1),
    });
    expect(JSON.parse(JSON.stringify(rule.options))).toEqual(rule.options);
    const bytes: number[] = [];
    const state = rule.observe(rule.start(), { epoch: 0, value: 1 });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(bytes).toEqual([]);
    void rule.save(bytes);
    expect(bytes).toEqual([1]);
  });
  it.each([
    [{ minDelta: -1 }, /minDelta must be a number of at least 0/],
    [{ initial_value_threshold: 1 }, /Name it initialValue/],
    [{ save: "file.keras" }, /save must be a function/],
    [{ dialect: "keras3", minDelta: 1 }, /ModelCheckpoint has none/],
    [{ mode: "auto" }, /mode must be one of/],
  ])("refuses %o", (options, message) => {
    expect(() => statesOf([1], options as never)).toThrow(message);
  });
});
