import { drawExperiment, type DataPool, type SplitSizes } from "lockstep/experiment";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import { DATA_FACTS } from "./data-facts.ts";
import type { CsvFile, ExperimentData } from "./experiment-data.ts";
import { loadImagePool, type OpenImageFile } from "./load-image-pool.ts";
import { requireRows } from "./require-rows.ts";
import { twoMoons } from "./two-moons.ts";
import { openUserTable } from "./open-user-table.ts";
import { tableSizes } from "./user-table.ts";

/** Streams of the moons' two sets of rows. */
const MOON_PARTS = { rows: 0, testRows: 1 } as const;

/**
 * The rows of one experiment: the same in every worker, since they are a function of settings and table alone.
 *
 * Training and validation rows are drawn from the data by the seed. Test rows are fixed: the page's test images, 1,000 moons
 * of their own, or what is left of a table (at most 1,000 rows). Pixels are divided by 255, a table's columns standardised by
 * the training rows, moons left as they are.
 *
 * It may read megabytes: call it in a worker.
 *
 * @param csv the user's table; needed if and only if `settings.data` is "csv".
 * @param open gives an image set's files. @default the page's own
 * @throws {InvalidOptionError} before any work if there are fewer rows than are asked for; it names sizes that fit.
 * @throws {DataError} if a file is missing or broken, or a table has too few rows, or one class or more than 100.
 */
export async function loadExperimentData(
  settings: ExperimentSettings,
  csv: CsvFile | null,
  open?: OpenImageFile,
): Promise<ExperimentData> {
  requireRows(settings);
  const { pool, sizes, classNames } = await openPool(settings, csv, open);
  const { labelNoise, seed } = settings;
  return {
    ...drawExperiment(pool, { sizes, labelNoise, seed }),
    features: pool.features,
    classes: pool.classes,
    classNames,
    imageShape: DATA_FACTS[settings.data].imageShape,
  };
}

/** Where rows are drawn from, and how many. */
interface OpenedPool {
  readonly pool: DataPool;
  readonly sizes: SplitSizes;
  readonly classNames: readonly string[];
}

async function openPool(
  { data, rows, validationRows, seed }: ExperimentSettings,
  csv: CsvFile | null,
  open: OpenImageFile | undefined,
): Promise<OpenedPool> {
  const wanted = { training: rows, validation: validationRows };
  switch (data) {
    case "mnist":
    case "fashion-mnist": {
      const pool = await loadImagePool(data, open);
      return { pool, sizes: { ...wanted, test: pool.testRows!.rowCount }, classNames: DATA_FACTS[data].classNames! };
    }
    case "two-moons": {
      const { label, mostRows, testRows, features, classNames } = DATA_FACTS[data];
      const pool: DataPool = {
        name: label,
        features: features!,
        classes: classNames!.length,
        rows: twoMoons(mostRows!, { seed, part: MOON_PARTS.rows }),
        testRows: twoMoons(testRows!, { seed, part: MOON_PARTS.testRows }),
        scaling: "unit",
      };
      return { pool, sizes: { ...wanted, test: testRows! }, classNames: classNames! };
    }
    case "csv": {
      const pool = await openUserTable(csv);
      return { pool, sizes: tableSizes(pool, wanted), classNames: pool.classNames };
    }
  }
}
