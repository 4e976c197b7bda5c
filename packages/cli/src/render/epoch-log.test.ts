import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { epochLog } from "./epoch-log.ts";

const RECORD = { epoch: 0, trainingLoss: 0.5, validationLoss: 0.25, validationAccuracy: 0.9, elapsedSeconds: 1.5 };

it("prints a row for every epoch away from a terminal, and nothing that is drawn over", () => {
  const output = recordedOutput();
  {
    using log = epochLog(output, { epochs: 2, validated: true, classes: true });
    log.phase("measuring");
    log.before({ loss: 2, accuracy: 0.1 });
    log.step(1, 4, 0);
    log.epoch(RECORD, true);
    log.epoch({ ...RECORD, epoch: 1, validationLoss: NaN }, false);
  }
  const rows = output.written.slice(1).map((line) => line.trim().split(/\s{2,}/));
  expect(rows).toEqual([
    ["before", "2.000", "10.0 %"],
    ["1", "0.500", "0.250", "90.0 %", "1.5 s", "best"],
    ["2", "0.500", "not finite", "90.0 %", "1.5 s"],
  ]);
});

it("leaves out what is not measured", () => {
  const output = recordedOutput();
  using log = epochLog(output, { epochs: 1, validated: false, classes: true });
  log.epoch({ epoch: 0, trainingLoss: 0.5, elapsedSeconds: 0.1 }, true);
  expect(output.written[0]).not.toContain("validation");
  expect(
    output.written
      .at(-1)!
      .trim()
      .split(/\s{2,}/),
  ).toEqual(["1", "0.500", "0.1 s", "best"]);
});

it("keeps a bar below the rows on a terminal, which never wraps, and takes it away at the end", () => {
  const output = recordedOutput({ isTerminal: true, columns: 50 });
  {
    using log = epochLog(output, { epochs: 2, validated: true, classes: false });
    log.phase("measuring the model as it is");
    log.before({ loss: 2 });
    log.step(2, 8, 0);
    log.epoch(RECORD, true);
  }
  const text = output.written.join("");
  expect(text).toContain("measuring the model as it is");
  for (const line of stripVTControlCharacters(text)
    .split("\n")
    .filter((row) => row.includes("━"))) {
    expect(line.length).toBeLessThanOrEqual(50);
  }
  // What is drawn is gone, and the cursor is back.
  expect(output.written.at(-2)).toBe("\u001B[0J");
  expect(output.written.at(-1)).toBe("\u001B[?25h");
});
