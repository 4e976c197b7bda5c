import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BACKEND_NAMES } from "../backends/backend-name.ts";
import { checkSettings } from "./check-settings.ts";
import { DATA_NAMES, DEFAULT_SETTINGS, type ExperimentSettings } from "./experiment-settings.ts";
import { queryOf, settingsFromQuery } from "./settings-address.ts";

const share = (options: fc.DoubleConstraints = {}): fc.Arbitrary<number> =>
  fc.double({ min: 0, max: 1, noNaN: true, ...options }).map((value) => value + 0);
const count = (max = 2 ** 40): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** Settings that pass every check. */
const settings: fc.Arbitrary<ExperimentSettings> = fc.record({
  data: fc.constantFrom(...DATA_NAMES),
  rows: count(),
  validationRows: count(),
  labelNoise: share(),
  // Few enough weights for any data.
  hidden: fc.array(count(512), { maxLength: 8 }),
  rate: share({ max: 0.999 }),
  epochs: count(5000),
  patience: fc.option(count()),
  batchSize: count(),
  learningRate: fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }).map((value) => value + 0),
  momentum: share({ maxExcluded: true }),
  seed: fc.maxSafeNat(),
  backends: fc.subarray([...BACKEND_NAMES], { minLength: 1 }),
});

describe("settings in the address", () => {
  it("come back as they went in", () => {
    fc.assert(
      fc.property(settings, (given) => {
        expect(checkSettings(given, null)).toEqual({});
        expect(settingsFromQuery(queryOf(given))).toEqual({ settings: given, ignored: [] });
      }),
    );
  });
  it("are readable, and the query that browsers make of them is the same", () => {
    const query = queryOf(DEFAULT_SETTINGS);
    expect(query).toContain("hidden=64&drop=0.5&epochs=60&patience=8&batch=64&learning-rate=0.05");
    expect(new URL(`https://example.org/?${query}`).search).toBe(`?${query}`);
  });
  it("are the default's where nothing is said", () => {
    expect(settingsFromQuery("")).toEqual({ settings: DEFAULT_SETTINGS, ignored: [] });
    expect(settingsFromQuery("drop=0").settings).toEqual({ ...DEFAULT_SETTINGS, rate: 0 });
  });
  it("name what was ignored, and keep the rest", () => {
    const { settings: read, ignored } = settingsFromQuery("drop=1.5&epochs=12&dropout=0.3&seed=x&backends=tfjs-wsm");
    expect(read).toEqual({ ...DEFAULT_SETTINGS, epochs: 12 });
    expect(ignored).toHaveLength(4);
    expect(ignored[0]).toMatch(/"dropout"/);
    expect(ignored.slice(1)).toEqual([
      expect.stringMatching(/drop=1\.5.*Probability to drop must be a number in \[0, 1\], got 1\.5/),
      expect.stringMatching(/seed=x.*must be a number, got "x"/),
      expect.stringMatching(/tfjs-wsm.*Backends/),
    ]);
  });
  it("never fail, whatever stands in the address", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("rows", "hidden", "patience", "data"),
        (text, key) => {
          const { settings: read } = settingsFromQuery(`${key}=${encodeURIComponent(text)}&${text}`);
          expect(checkSettings(read, null)).toEqual({});
        },
      ),
    );
  });
});
