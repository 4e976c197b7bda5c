import { earlyStopping } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { BackendName } from "../../src/backends/backend-name.ts";
import { describeStopping, forPeople } from "../../src/train-section/views/stopping/describe-stopping.ts";
import { sameStop } from "../../src/train-section/views/stopping/same-stop.ts";
import { stoppingMarks, type StoppingFacts } from "../../src/train-section/views/stopping/stopping-marks.ts";

const limits = { patience: 2, epochs: 30 };
const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });

/** A backend that has observed these validation losses, as far as the rule let it. */
function backend(name: BackendName, ...values: readonly number[]): StoppingFacts {
  let state = rule.start();
  const history = [];
  for (const [epoch, validationLoss] of values.entries()) {
    if (state.decision === "stop") break;
    state = rule.observe(state, { epoch, value: validationLoss });
    history.push({ epoch, trainingLoss: 1, validationLoss, elapsedSeconds: epoch });
  }
  return { name, history, earlyStopping: values.length === 0 ? null : state };
}

describe("marks of early stopping", () => {
  it("count epochs from 1, and are one for all that agree", () => {
    const marks = stoppingMarks([backend("reference", 3, 2, 2.5, 2.6), backend("ort-wasm", 3, 2, 2.5, 2.6)]);
    expect(marks).toEqual([
      { kind: "best", epoch: 2, label: "best epoch 2" },
      { kind: "stop", epoch: 4, label: "stopped after epoch 4" },
    ]);
  });
  it("name the backends that disagree", () => {
    const marks = stoppingMarks([backend("reference", 3, 2, 2.5, 2.6), backend("ort-wasm", 3, 2, 1.9)]);
    expect(marks.map(({ label }) => label)).toEqual([
      "best epoch 2 (reference)",
      "best epoch 3 (ort wasm)",
      "stopped after epoch 4",
    ]);
  });
  it("are not there before the first epoch", () => {
    expect(stoppingMarks([backend("reference")])).toEqual([]);
  });
});

describe("whether backends stop alike", () => {
  it("is certified while differences are less than half of the closest decision", () => {
    // The closest decision is 2.5 against 2, a margin of 0.5.
    const base = backend("reference", 3, 2, 2.5, 2.6);
    expect(sameStop([base, backend("ort-wasm", 3, 2, 2.5, 2.84)])).toMatchObject({ certified: true, epochs: 4 });
    expect(sameStop([base, backend("ort-wasm", 3, 2, 2.5, 2.86)])).toMatchObject({ certified: false });
  });
  it("cannot be said of a run that has one backend, or has not begun", () => {
    expect(sameStop([backend("reference", 3, 2)])).toBeNull();
    expect(sameStop([backend("reference", 3), backend("ort-wasm")])).toBeNull();
    expect(sameStop([])).toBeNull();
  });
  it("counts NaN beside a number as infinitely far, and beside NaN as equal", () => {
    expect(sameStop([backend("reference", NaN), backend("ort-wasm", NaN)])?.difference).toBe(0);
    expect(sameStop([backend("reference", 3, NaN), backend("ort-wasm", 3, 2)])?.difference).toBe(Infinity);
  });
});

describe("the sentences", () => {
  it("count core's epochs from 1", () => {
    expect(forPeople("validationLoss 0.8 of epoch 9 is the best: 3 of 30 epochs.")).toBe(
      "Validation loss 0.8 of epoch 10 is the best: 3 of 30 epochs.",
    );
  });
  it("say where all stopped, and that they had to", () => {
    const all = describeStopping(
      [backend("reference", 3, 2, 2.5, 2.6), backend("ort-wasm", 3, 2, 2.5, 2.6)],
      limits,
      false,
    );
    expect(all[1]).toContain("best epoch was 2");
    expect(all[2]).toBe("Both backends stopped after epoch 4, with the same best epoch.");
    expect(all[3]).toContain("cannot decide differently");
  });
  it("say who stopped elsewhere", () => {
    const all = describeStopping(
      [backend("reference", 3, 2, 2.5, 2.6), backend("ort-wasm", 3, 2, 1, 2, 2)],
      limits,
      false,
    );
    expect(all[2]).toMatch(/^reference stopped after epoch 4; ort wasm stopped after epoch 5\. .*where they part/);
    expect(all.at(-1)).toContain("might decide differently");
  });
  it("wait for the first epoch", () => {
    expect(describeStopping([backend("reference")], limits, false)).toHaveLength(1);
  });
  it("know of no best epoch where no loss was a number", () => {
    const all = describeStopping([backend("reference", NaN), backend("ort-wasm", NaN)], limits, true);
    expect(all[1]).toContain("no best epoch, so no weights could be put back");
    expect(all[2]).toBe("Both backends stopped after epoch 1.");
    expect(all[3]).toMatch(/no longer a number: .*Lower the learning rate/);
    expect(all).toHaveLength(4);
  });
  it("name the backend whose loss is none any more", () => {
    const all = describeStopping([backend("reference", 3, 2), backend("ort-wasm", 3, NaN)], limits, false);
    expect(all.at(-1)).toContain("no longer a number on ort wasm:");
  });
  it("look back once the run is over", () => {
    const close = [backend("reference", 3, 2, 2.0004, 2.6), backend("ort-wasm", 3, 2, 2.0009, 2.6)];
    expect(describeStopping(close, limits, true).at(-1)).toMatch(
      /^They could have decided differently: .* half of 4\.0e-4, .*; here they did not\.$/,
    );
    const parted = [backend("reference", 3, 2, 2.0004, 2.6), backend("ort-wasm", 3, 2, 1.9, 2.6, 2.7)];
    expect(describeStopping(parted, limits, true).at(-1)).toMatch(/; here they did\.$/);
  });
  it("have words for a decision between equal losses", () => {
    const tied = [backend("reference", 3, 2, 2), backend("ort-wasm", 3, 2, 2.1)];
    expect(describeStopping(tied, limits, false).at(-1)).toContain("between two equal losses");
  });
  it("say at the limit of epochs that the best weights were put back", () => {
    const all = describeStopping([backend("reference", 3, 2, 2.5)], { ...limits, epochs: 3 }, true);
    expect(all[1]).toMatch(/limit of 3 epochs.*best epoch was 2: its weights were put back/);
  });
});
