import { expose } from "comlink";
import type { CsvFile } from "../../data/experiment-data.ts";
import { openUserTable } from "../../data/open-user-table.ts";
import { proposedSizes } from "../../data/user-table.ts";
import { sendErrorDetails } from "../../training/send-error-details.ts";

/** What the page needs to know of a user's table before it is trained on. */
export interface TableFacts {
  readonly rowCount: number;
  readonly features: number;
  readonly classNames: readonly string[];
  /** Rows to train and to validate on that suit it. */
  readonly proposed: { readonly training: number; readonly validation: number };
}

/** What the worker does for the page: a large table takes longer to read than a page may stand still. */
export interface TableWorkerApi {
  read(csv: CsvFile): Promise<TableFacts>;
}

const api: TableWorkerApi = {
  async read(csv) {
    const pool = await openUserTable(csv);
    const { training, validation } = proposedSizes(pool);
    return {
      rowCount: pool.rows.rowCount,
      features: pool.features,
      classNames: pool.classNames,
      proposed: { training, validation },
    };
  },
};

sendErrorDetails();
expose(api);
