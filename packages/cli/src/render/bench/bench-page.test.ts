import { expect, it } from "vitest";
import { benchReportOf, contestantOf } from "../../../test/bench/bench-report-of.ts";
import { benchPage } from "./bench-page.ts";

const PICTURES = { steps: true, growth: false };

it("tells machine, versions and date, and a row for each contestant with its quartiles", () => {
  const page = benchPage(
    benchReportOf([
      contestantOf("Base", { lower: 19, median: 20, upper: 21 }),
      contestantOf("Ours", { lower: 9, median: 10, upper: 11 }, { ours: true }),
      {
        name: "gone",
        title: "Gone",
        ours: false,
        threads: 1,
        status: "missing",
        reason: "it is not installed",
        remedy: "Install it",
        details: "",
      },
    ]),
    PICTURES,
  );
  expect(page).toContain("- Machine: A <fast> one, 2 processors, 8 GiB, Node 24.0.0, linux x64.");
  expect(page).toContain("lockstep 1.2.3, onnxruntime-web 1.30.0, @jax-js/jax (not installed).");
  expect(page).toContain("- Run: 2026-01-02, 2 min, load at the start 0.0.");
  expect(page).toContain("| Base       | peer | 20.0 (19.0–21.0) |              base |");
  expect(page).toContain("| Ours       | ours | 10.0 (9.00–11.0) | 2.00× (1.00–3.00) |     123 |     5.6 |");
  expect(page).toContain("| Gone       | peer |    not installed |");
  expect(page).toContain("## Notes\n\n- it is not installed. Install it.");
  expect(page).toContain("![Time of a training step](training-step.svg)");
  expect(page).not.toContain("growth.svg");
  expect(page).not.toContain("busy");
});

it("warns of a machine that did other work", () => {
  expect(benchPage(benchReportOf([], 1.26), PICTURES)).toContain(
    "**The machine was busy at the start: a load of 1.3 on 2 processors.",
  );
});

it("tells a time as a share of another's", () => {
  const part = contestantOf("Part", { lower: 1, median: 1, upper: 1 }, { ours: true });
  const share = { of: "Whole", quartiles: { lower: 0.0049, median: 0.0051, upper: 1.04 } };
  const whole = contestantOf("Whole", { lower: 1, median: 1, upper: 1 });
  const page = benchPage(benchReportOf([whole, { ...part, share } as typeof part]), PICTURES);
  expect(page).toContain('- Time of "Part" as a share of "Whole": 0.5 % (0.5 % to 104 %).');
});

it("warns of threads that had no processors", () => {
  const pageOf = (processorTime: number): string => {
    const pair = contestantOf("Pair", { lower: 10, median: 10, upper: 10 });
    return benchPage(benchReportOf([{ ...pair, threads: 2, processorTime } as typeof pair]), PICTURES);
  };
  expect(pageOf(11)).toContain("- Fewer processors than threads (work too small, or a busy machine): Pair (1.1 of 2).");
  expect(pageOf(19)).not.toContain("threads");
});

it("has dashes for the spread of a single round, and for speeds without a baseline", () => {
  const single = contestantOf("Single", { lower: 1, median: 1, upper: 1 });
  const share = { of: "Single", quartiles: { lower: 0.5, median: 0.5, upper: 0.5 } };
  const page = benchPage(benchReportOf([{ ...single, rounds: [1], speed: null, share } as typeof single]), PICTURES);
  expect(page).toMatch(/\| Single +\| peer \| 1\.00 \(–\) \| +– \|/);
  expect(page).toContain('- Time of "Single" as a share of "Single": 50.0 % (–).');
});
